import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { BusStrategy, MessagingModule, Relay, type Keyring, type ServiceMessaging, type SqlParkingLot } from '@tongxiu/messaging';
import { busComplaints } from './bus-rules.js';
import { isTestCode } from './complaint.js';
import { readWorkspace } from './workspace.js';

const sources = readWorkspace()
  .packages.filter(({ folder }) => /^(libs|services)\//u.test(folder))
  .flatMap(({ files }) => files.map(({ path }) => path))
  .filter((path) => !isTestCode(path))
  .map((path) => [path, readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')] as const);

test('nobody publishes past the relay, which signs, or subscribes past the reactions, which verify', () => {
  expect(sources.flatMap(([path, source]) => busComplaints(path, source))).toEqual([]);
});

test('the rule saw both doors', () => {
  const seen = sources.flatMap(([path, source]) => busComplaints(`not ${path}`, source).map(({ where, what }) => `${where}: ${what}`));
  expect(seen).toEqual([
    'not libs/messaging/src/producing/relay.ts: bus.publish',
    'not libs/messaging/src/reacting/bus-strategy.ts: bus.subscribe',
  ]);
});

test.each([
  ['services/sync/src/app/x.ts', 'await this.bus.publish([message]);'],
  ['services/sync/src/app/x.ts', 'const it = await bus.subscribe({ group });'],
  ['services/sync/src/app/x.ts', 'await this.bus\n  .publish(messages);'],
  ['libs/messaging/src/producing/relay.ts', 'this.bus.subscribe(options)'],
  ['libs/messaging/src/reacting/bus-strategy.ts', 'this.bus!.publish(messages)'],
])('%s may not: %s', (path, source) => {
  expect(busComplaints(path, source)).toHaveLength(1);
});

// Never called. Were the keyring optional in any of these, the line below its directive would compile, and the directive would not.
export function notWithoutAKeyring(given: Omit<ServiceMessaging, 'keyring'> & { keyring: Keyring }, lot: SqlParkingLot): unknown[] {
  const { keyring, ...without } = given;
  const { pool, bus } = without;
  const transactions = {} as ConstructorParameters<typeof BusStrategy>[1];
  return [
    // @ts-expect-error a service that neither signs nor verifies
    MessagingModule.forService(without),
    // @ts-expect-error reactions that believe everything
    new BusStrategy(bus, transactions, lot),
    // @ts-expect-error reactions that believe everything, with settings
    new BusStrategy(bus, transactions, lot, { batchSizeMax: 1 }),
    // @ts-expect-error a relay that does not sign
    new Relay(pool, bus),
    new Relay(pool, bus, keyring),
    new BusStrategy(bus, transactions, lot, keyring),
  ];
}
