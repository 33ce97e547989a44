import type { Count, Metrics } from '@tongxiu/hosting';

/** States a change ends or rests in; on the way there it is only tried again. */
export const talliedStates = ['applied', 'verified', 'superseded', 'parked', 'accepted'] as const;
export type TalliedState = (typeof talliedStates)[number];

/** Counts, for one site, what the ledger has written down. */
export interface EffectTally {
  reached(state: TalliedState, count: number): void;
  breached(count: number): void;
}

export const noTally: EffectTally = { reached: () => undefined, breached: () => undefined };

/** Every configured site is there with 0 from the start: the first increase of a series that appears out of nothing is not seen. */
export class EffectTallies {
  private readonly effects: Count;
  private readonly breaches: Count;

  constructor(metrics: Metrics, sites: readonly string[]) {
    this.effects = metrics.counter('tongxiu_effects_total', 'Changes that reached a state.', ['site', 'state']);
    this.breaches = metrics.counter('tongxiu_breaches_total', 'Changes not applied within one working day.', ['site']);
    for (const site of sites) {
      for (const state of talliedStates) this.effects.add({ site, state }, 0);
      this.breaches.add({ site }, 0);
    }
  }

  of(site: string): EffectTally {
    return {
      reached: (state, count) => this.effects.add({ site, state }, count),
      breached: (count) => this.breaches.add({ site }, count),
    };
  }
}
