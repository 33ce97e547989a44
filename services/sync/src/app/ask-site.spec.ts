import { expect, test } from '@jest/globals';
import { askSite } from './ask-site.js';
import type { Ending } from './site-connector.js';

const keys = ['a', 'b', 'poison', 'c', 'd'];
type Answer = Ending<ReadonlyMap<string, string>>;
const refusingPoison =
  (status: number, questions: string[][]) =>
  (recordKeys: readonly string[]): Promise<Answer> => {
    questions.push([...recordKeys]);
    return Promise.resolve(
      recordKeys.includes('poison')
        ? { kind: 'refused', status, why: '' }
        : { kind: 'answered', answer: new Map(recordKeys.map((key) => [key, key])) },
    );
  };

test('one record a site cannot read does not silence it about the others', async () => {
  const ending = await askSite(refusingPoison(400, []), keys);
  expect(ending.kind === 'answered' && [...ending.answer.keys()]).toEqual(['a', 'b', 'c', 'd']);
});

test('a site that is in maintenance is asked once', async () => {
  const questions: string[][] = [];
  expect((await askSite(refusingPoison(503, questions), keys)).kind).toBe('refused');
  expect(questions).toEqual([keys]);
});
