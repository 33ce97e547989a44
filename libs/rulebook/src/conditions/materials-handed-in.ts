import type { MaterialsHandedIn } from '../files/rulebook-file.js';
import type { Applies } from '../rulebook.js';
import { appliedFor, type Asked } from './condition.js';

/** Every material that is named came with the application. */
export const materialsHandedIn = ({ materials }: MaterialsHandedIn, applies?: Applies): Asked => ({
  when: appliedFor(applies),
  holds: ({ facts: { application } }) => application === undefined || materials.every((kind) => application.materials.includes(kind)),
});
