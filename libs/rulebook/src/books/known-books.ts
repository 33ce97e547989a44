import type { Rulebook } from '../rulebook.js';
import { rulebookById } from '../rulebooks.js';

/** The rulebooks that specs name. */
function known(id: string): Rulebook {
  const found = rulebookById(id);
  if (found === undefined) throw new Error(`No rulebook is called ${id}.`);
  return found;
}

export const hhht2024 = known('HHHT-2024');
export const js2020 = known('JS-2020');
export const cn2026 = known('CN-2026');
