import { expect, test } from '@jest/globals';
import * as wire from '@tongxiu/contracts';
import * as law from '@tongxiu/rulebook';

// Neither library may depend on the other: contracts know no rules, the rulebook knows no wire. The words must be the same all the same.
test.each(['recordKinds', 'domains', 'penaltyKinds', 'conducts', 'severities', 'effects', 'channels', 'materialKinds'] as const)(
  'the wire and the rulebook use one vocabulary for %s',
  (name) => {
    expect([...wire[name]].sort()).toEqual([...law[name]].sort());
  },
);
