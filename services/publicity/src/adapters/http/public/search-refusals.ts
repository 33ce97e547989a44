import { Problem } from '@tongxiu/problems';
import { TooBusy, TooWide } from '../../../app/public-records.js';

/** A search anybody may make, with the refusals of one that would cost the others too much. */
export async function publicly<Found>(search: Promise<Found>): Promise<Found> {
  try {
    return await search;
  } catch (cause) {
    if (cause instanceof TooWide) throw tooWide();
    throw cause instanceof TooBusy ? tooBusy() : cause;
  }
}

export const unknownRecord = (): Problem =>
  new Problem(404, 'unknown-record', { zh: '没有公示过这条记录', en: 'No such record was ever published' });

const tooWide = (): Problem => {
  const message = { zh: '符合条件的记录过多，请输入更完整的名称', en: 'Too much matches; give a longer part of the name' };
  return new Problem(503, 'search-too-wide', message, [{ field: 'name', message }], 5);
};

const tooBusy = (): Problem =>
  new Problem(
    503,
    'too-busy',
    { zh: '查询人数过多，请稍后再试', en: 'Too many are searching at the moment; try again in a few seconds' },
    [],
    3,
  );
