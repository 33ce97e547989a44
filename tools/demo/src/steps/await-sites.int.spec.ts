import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { awaitSites, Stalled } from './await-sites.js';
import type { Platform } from './platform.js';

let site: Server;
let answers: (object | number)[];
let platform: Platform;

/** A site that gives these answers one after the other, the last for ever; a number is the status of a failure. */
beforeEach(async () => {
  site = createServer((_request, response) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  platform = { urls: { sites: { city: url } } } as unknown as Platform;
});
afterEach(() => {
  site.closeAllConnections();
  site.close();
});

const wait = (): Promise<void> => awaitSites(platform, new Map(), { shown: 2, changes: 3 }, () => undefined, { stillMovingMs: 300 });

test('a site that fails for a moment is waited for', async () => {
  answers = [{ shown: 1, changes: 1 }, 503, { shown: 2, changes: 3 }];
  await expect(wait()).resolves.toBeUndefined();
});

test.each([
  ['shows too few', { shown: 1, changes: 3 }, 'city shows 1 after 3 changes'],
  ['shows enough by too few changes', { shown: 2, changes: 2 }, 'city shows 2 after 2 changes'],
  ['does not answer', 503, 'city does not answer'],
])('a site that %s and no longer moves is given up, and what it showed is told', async (_case, answer, told) => {
  answers = [answer];
  await expect(wait()).rejects.toThrow(told);
  await expect(wait()).rejects.toBeInstanceOf(Stalled);
});
