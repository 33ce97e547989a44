import type { Applies } from '../rulebook.js';
import { about, type Asked } from './condition.js';

/** Legal persons and unincorporated organisations, individual businesses among them; no natural persons. */
export const organisationOnly = (applies?: Applies): Asked => ({
  when: about(applies),
  holds: ({ facts }) => facts.subject.kind !== 'naturalPerson',
});
