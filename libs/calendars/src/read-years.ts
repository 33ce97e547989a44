import { malformedRequest, type FieldProblem } from '@tongxiu/problems';
import type { CalendarYear } from '@tongxiu/working-days';

/** Years as they came over the wire: their shape here, what they say by `loadFaults`. */
export function readYears(years: Readonly<Record<string, unknown>>): Record<string, CalendarYear> {
  const faults = Object.entries(years).flatMap(([year, days]) => faultsOf(`years.${year}`, days));
  if (faults.length > 0) throw malformedRequest(faults);
  return years as Record<string, CalendarYear>;
}

const lists = ['holidays', 'makeUpDays'] as const;

function faultsOf(field: string, days: unknown): FieldProblem[] {
  if (typeof days !== 'object' || days === null || Array.isArray(days)) return [listsExpected(field)];
  const unknown = Object.keys(days).filter((name) => !lists.some((list) => list === name));
  const ill = lists.filter((list) => !isTexts((days as Record<string, unknown>)[list]));
  return [...unknown.map((name) => notAField(`${field}.${name}`)), ...ill.map((list) => datesExpected(`${field}.${list}`))];
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.length <= 366 && value.every((day) => typeof day === 'string');

const listsExpected = (field: string): FieldProblem => ({
  field,
  message: { zh: '应包含 holidays 和 makeUpDays 两个日期列表', en: 'must hold the two lists of dates holidays and makeUpDays' },
});
const datesExpected = (field: string): FieldProblem => ({ field, message: { zh: '应为日期列表', en: 'must be a list of dates' } });
const notAField = (field: string): FieldProblem => ({ field, message: { zh: '不认识的字段', en: 'is not a field of this request' } });
