import { readRefusal } from '../domain/read-refusal.js';
import type { Ending } from './site-connector.js';

type Answers<One> = Ending<ReadonlyMap<string, One>>;

/**
 * Asks a site about many records. When it refuses the question as a whole, the halves are asked for themselves, so that one record it
 * cannot read does not silence it about the others; about that one there is then no answer.
 */
export async function askSite<One>(
  ask: (recordKeys: readonly string[]) => Promise<Answers<One>>,
  recordKeys: readonly string[],
): Promise<Answers<One>> {
  const ending = await ask(recordKeys);
  if (ending.kind !== 'refused' || readRefusal(ending.status, ending.code) === 'pause') return ending;
  if (recordKeys.length <= 1) return { kind: 'answered', answer: new Map() };
  const middle = Math.ceil(recordKeys.length / 2);
  const first = await askSite(ask, recordKeys.slice(0, middle));
  if (first.kind !== 'answered') return first;
  const second = await askSite(ask, recordKeys.slice(middle));
  return second.kind === 'answered' ? { kind: 'answered', answer: new Map([...first.answer, ...second.answer]) } : second;
}
