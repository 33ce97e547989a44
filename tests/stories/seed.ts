/** Drawn once per run and told when a story fails: `STORY_SEED=… npm test` runs the same faults at the same moments again. */
export const storySeed = Number(process.env['STORY_SEED'] ?? 20_261_122);
