import type { Complaint } from './complaint.js';

/** The two places where messages enter and leave: the relay signs what it publishes, a reaction reads only what verifies. */
const doors = {
  publish: 'libs/messaging/src/producing/relay.ts',
  subscribe: 'libs/messaging/src/reacting/bus-strategy.ts',
} as const;

const call = /\bbus\s*[!?]?\.\s*(?<door>publish|subscribe)\s*\(/giu;

/** Whoever used the bus past its doors would publish what nobody believes, or believe what nobody signed. */
export function busComplaints(path: string, source: string): readonly Complaint[] {
  return [...source.matchAll(call)]
    .map(({ groups }) => groups?.['door'] as keyof typeof doors)
    .filter((door) => doors[door] !== path)
    .map((door) => ({ rule: `only ${doors[door]} may ${door} on the bus`, where: path, what: `bus.${door}` }));
}
