import { expect, test } from '@jest/globals';
import type { Channel, RecordKind } from '@tongxiu/contracts';
import { actingOrgan, notYourCase } from './authority.js';

const [organ, creditChina] = ['11150100MB0000002B', '11150100MB0000001A'];

test.each<[string, Channel, RecordKind, string, string]>([
  ['penalties of market regulation: the authority that decided (H-019, H-022)', 'publicitySystem', 'penalty', organ, 'H-022'],
  ['the abnormal list: whoever listed (H-055)', 'publicitySystem', 'abnormalOperation', organ, 'H-055'],
  ['the status of individual businesses: whoever listed (H-055)', 'publicitySystem', 'individualAbnormal', organ, 'H-055'],
  ['penalties of other departments: Credit China (H-026, H-031)', 'creditChina', 'penalty', creditChina, 'H-031'],
  ['severe lists: whoever designated (H-035, H-062)', 'designatingUnit', 'severeList', organ, 'H-062'],
  ['in Jiangsu: whoever designated (J-004, J-008, J-020)', 'designatingUnitOrInstitution', 'penalty', organ, 'H-062'],
])('%s', (_case, channel, kind, expected, rule) => {
  expect(actingOrgan(channel, organ, creditChina)).toBe(expected);
  expect(notYourCase(channel, kind)).toMatchObject({ code: 'not-your-case', obstacles: [{ rule }] });
});
