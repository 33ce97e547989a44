import { calendarFaults, type CalendarEdition, type CalendarFault } from '@tongxiu/working-days';
import { unbelievable } from './believable-year.js';

const editionPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/**
 * What stands in the way of loading an edition after the current one. Beside what makes any edition unusable, a new edition never
 * forgets a year the current one knows: a deadline that was certain would become provisional.
 */
export function loadFaults(next: CalendarEdition, current?: CalendarEdition): CalendarFault[] {
  return [
    ...nameFaults(next),
    ...calendarFaults(next),
    ...gapFaults(next),
    ...yearsOf(next.years).flatMap((year) => unbelievable(next, year)),
    ...forgottenYearFaults(next, current),
  ];
}

const nameFaults = ({ edition }: CalendarEdition): CalendarFault[] =>
  editionPattern.test(edition)
    ? []
    : [
        fault(
          'edition',
          '版本名应为1至40位字母、数字、点、横线或下划线。',
          'An edition is named by 1 to 40 letters, digits, dots, dashes or underscores.',
        ),
      ];

function gapFaults({ years }: CalendarEdition): CalendarFault[] {
  const known = yearsOf(years);
  return known.slice(1).flatMap((year, index) => {
    const missing = (known[index] ?? year) + 1;
    return missing === year ? [] : [fault(`years.${missing}`, `缺少${missing}年。`, `The year ${missing} is missing.`)];
  });
}

const forgottenYearFaults = (next: CalendarEdition, current: CalendarEdition | undefined): CalendarFault[] =>
  Object.keys(current?.years ?? {})
    .filter((year) => !Object.hasOwn(next.years, year))
    .map((year) =>
      fault(`years.${year}`, `现行版本已有${year}年，新版本不得缺少。`, `The current edition knows ${year}; a new one must know it too.`),
    );

const yearsOf = (years: CalendarEdition['years']): number[] =>
  Object.keys(years)
    .filter((year) => /^\d{4}$/.test(year))
    .map(Number)
    .sort((one, other) => one - other);

const fault = (field: string, zh: string, en: string): CalendarFault => ({ field, message: { zh, en } });
