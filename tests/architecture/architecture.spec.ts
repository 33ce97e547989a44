import { expect, test } from '@jest/globals';
import { packageComplaints } from './package-rules.js';
import { roomComplaints, roomOf } from './room-rules.js';
import { readWorkspace } from './workspace.js';

const workspace = readWorkspace();

test('every package builds only on what its kind may build on, and says so', () => {
  expect(packageComplaints(workspace)).toEqual([]);
});

test('inside a service the domain knows no plumbing and a use case no framework', () => {
  expect(roomComplaints(workspace)).toEqual([]);
});

test('the rules looked at the whole repository, and at every room of every service', () => {
  const services = workspace.packages.filter(({ folder }) => folder.startsWith('services/'));
  expect(services.map(({ folder }) => folder)).toEqual(['services/intake', 'services/publicity', 'services/review', 'services/sync']);
  for (const { files } of services) {
    const rooms = new Set(files.filter(({ path }) => path.includes('/src/')).map(({ path }) => roomOf(path)));
    expect([...rooms]).toEqual(expect.arrayContaining(['adapters', 'app', 'domain', 'config', 'wiring']));
  }
  expect(workspace.packages.length).toBeGreaterThanOrEqual(21);
});
