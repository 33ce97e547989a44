import { addDays, due, type CalendarEdition, type Due, type IsoDate } from '@tongxiu/working-days';
import { appliesTo } from './applies.js';
import { withClause } from './sentences.js';
import type { CaseFacts, MaterialKind } from './case-facts.js';
import { clauseOf, type ClauseReason } from './clauses.js';
import { codeWarnings } from './code-warning.js';
import type { DeadlineRow, Rule, Rulebook, Situation } from './rulebook.js';
import { situationOf } from './situation.js';
import { deadlineKinds, type BrokenRule, type Deadline, type Effect, type Verdict } from './verdict.js';

/** Asks every rule of the rulebook and answers with all that is broken, all that is missing, and every date that follows. */
export function evaluate(rulebook: Rulebook, facts: CaseFacts, calendar: CalendarEdition): Verdict {
  const situation = situationOf(rulebook, facts);
  const { severity, ended, minimumUntil, maximumUntil } = situation;
  const asked = rulebook.rules.filter((rule) => rule.when(situation));
  const broken = asked.filter((rule) => !rule.holds(situation)).map((rule) => brokenRule(rule, situation));
  const requiredMaterials = rulebook.materials.filter((row) => appliesTo(row.applies, facts.record, severity)).map((row) => row.anyOf);
  const missingMaterials = missing(requiredMaterials, facts);
  return {
    rulebook: rulebook.id,
    repairable: broken.length === 0 && missingMaterials.length === 0,
    repairableFrom: ended ? null : repairableFrom(asked, situation),
    broken,
    missingMaterials,
    publicity: { minimumUntil, maximumUntil, shown: shownOn(situation) },
    channel: channelOf(rulebook, situation),
    noticeRequired: noticeRequired(rulebook, situation),
    deadlines: deadlines(rulebook, rulebook.deadlines, situation, calendar),
    effects: effectsOf(rulebook, situation),
    severity,
    requiredMaterials,
    adoptedDeadlines: deadlines(rulebook, rulebook.adoptedDeadlines, situation, calendar),
    assumptions: assumptions(rulebook, facts),
    warnings: codeWarnings(facts.subject.creditCode),
  };
}

/** The conditions the case meets, each with the clause's own words: what a verdict leaves out, for whoever asks why. */
export function heldRules(rulebook: Rulebook, facts: CaseFacts): ClauseReason[] {
  const situation = situationOf(rulebook, facts);
  return rulebook.rules
    .filter((rule) => rule.when(situation) && rule.holds(situation))
    .map((rule) => ({ rule: rule.id, clause: clauseOf(rule.id).clause, message: withClause(rule.id, rule.requires) }));
}

const shownOn = ({ facts: { asOf, record }, maximumUntil }: Situation): boolean =>
  asOf >= record.decidedOn && (maximumUntil === null || asOf <= maximumUntil);

const brokenRule = (rule: Rule, situation: Situation): BrokenRule => ({
  rule: rule.id,
  clause: clauseOf(rule.id).clause,
  message: rule.message?.(situation) ?? withClause(rule.id, rule.requires),
  until: rule.until?.(situation) ?? null,
});

/** The day after the last time condition ends; null when one of them has no known end. */
function repairableFrom(asked: readonly Rule[], situation: Situation): IsoDate | null {
  let first = situation.facts.record.decidedOn;
  for (const rule of asked) {
    if (rule.until === undefined) continue;
    const until = rule.until(situation);
    if (until === null) return null;
    if (until >= first) first = addDays(until, 1);
  }
  return first;
}

/** Nothing is missing from an application nobody has made yet; of alternatives the first is named. */
const missing = (required: readonly (readonly MaterialKind[])[], { application }: CaseFacts): MaterialKind[] =>
  application === undefined
    ? []
    : required.filter((anyOf) => !anyOf.some((kind) => application.materials.includes(kind))).flatMap((anyOf) => anyOf.slice(0, 1));

function channelOf(rulebook: Rulebook, { facts, severity }: Situation): Verdict['channel'] {
  const row = rulebook.channels.find(({ applies }) => appliesTo(applies, facts.record, severity));
  if (row === undefined) throw new RangeError(`Rulebook ${rulebook.id} names no channel for records of the kind ${facts.record.kind}.`);
  return row.channel;
}

const effectsOf = (rulebook: Rulebook, { facts, severity }: Situation): Effect[] =>
  rulebook.effects.filter(({ applies }) => appliesTo(applies, facts.record, severity)).flatMap(({ effects }) => effects);

/** The notice is served on organisations only, and not for penalties that are nothing more than exempt ones (H-050, H-051). */
function noticeRequired(rulebook: Rulebook, { facts: { subject, record }, severity }: Situation): boolean {
  if (subject.kind === 'naturalPerson') return false;
  return rulebook.notices.some(({ applies, exempt, onlyIf }) => {
    if (onlyIf !== undefined && rulebook.parameters[onlyIf] !== true) return false;
    const exemptKinds = rulebook.parameters[exempt];
    const onlyExempt =
      record.penaltyKinds.length > 0 && Array.isArray(exemptKinds) && record.penaltyKinds.every((kind) => exemptKinds.includes(kind));
    return appliesTo(applies, record, severity) && !onlyExempt;
  });
}

function deadlines(
  rulebook: Rulebook,
  rows: readonly DeadlineRow[],
  { facts, severity }: Situation,
  calendar: CalendarEdition,
): Deadline[] {
  const found: Deadline[] = [];
  for (const row of rows) {
    const start = facts.application?.[row.startsAt];
    const workingDays = rulebook.parameters[row.workingDays];
    if (start === undefined || typeof workingDays !== 'number' || !appliesTo(row.applies, facts.record, severity)) continue;
    found.push(deadline(row, due(calendar, start, workingDays)));
  }
  return found.sort((one, other) => deadlineKinds.indexOf(one.what) - deadlineKinds.indexOf(other.what));
}

/** Written out, because copying objects by spread costs more than all the rest of a verdict. */
function deadline({ id, what }: DeadlineRow, { received, days, dueDate, dueAt, provisional, missingYears, edition }: Due): Deadline {
  const { clause } = clauseOf(id);
  return missingYears === undefined
    ? { rule: id, clause, what, workingDays: days, from: received, dueDate, dueAt, provisional, edition }
    : { rule: id, clause, what, workingDays: days, from: received, dueDate, dueAt, provisional, missingYears, edition };
}

const assumptions = ({ severity }: Rulebook, { record }: CaseFacts): Verdict['assumptions'] =>
  severity === undefined || record.severity !== undefined ? [] : [{ rule: severity.rule, message: severity.message }];
