// Measures how many cases a second one process judges, by rulebook: the best of several rounds over cases of every kind, all with an application.
import { availableParallelism } from 'node:os';
import { builtInCalendar } from '@tongxiu/working-days';
import { evaluate, readCase, rulebooks } from '../dist/src/index.js';

const rounds = 10;
const kinds = ['penalty', 'penalty', 'penalty', 'abnormalOperation', 'individualAbnormal', 'severeList'];
const domains = [['food'], ['other'], ['ecology', 'workSafety']];
const penaltyKinds = [['fine'], ['warning'], ['fine', 'licenceRevocation']];
const digits = (value) => String(value).padStart(2, '0');

function caseOf(number) {
  const kind = kinds[number % kinds.length];
  const penalty = kind === 'penalty';
  const day = digits(1 + (number % 28));
  return {
    asOf: `2025-${digits(1 + (number % 12))}-${day}`,
    subject: { kind: 'enterprise', creditCode: '91350100M000100Y43', name: '某某有限公司' },
    record: {
      kind,
      decidedOn: `2024-${digits(1 + (number % 11))}-${day}`,
      organ: { name: '某局', marketRegulation: number % 2 === 0 },
      domains: penalty ? domains[number % domains.length] : [],
      penaltyKinds: penalty ? penaltyKinds[number % penaltyKinds.length] : [],
      conducts: [],
    },
    application: {
      submittedAt: `2025-01-${day}T09:00:00+08:00`,
      acceptedAt: `2025-02-${day}T01:30:00Z`,
      decidedAt: `2025-03-${day}T09:00:00+08:00`,
      receivedByPlatformAt: `2025-03-${day}T10:00:00+08:00`,
      objectionAt: `2025-04-${day}`,
      corrected: true,
      obligationsPerformed: number % 5 > 0,
      commitmentPublishable: true,
      untrue: false,
      materials: ['authorisation', 'performanceProof', 'commitmentLetter', 'licenceCopy'].slice(0, 1 + (number % 4)),
    },
  };
}

const cases = Array.from({ length: 10_000 }, (_, number) => readCase(caseOf(number)).facts);
if (cases.includes(undefined)) throw new Error('A case to be measured cannot be read.');

function bestRate(rulebook) {
  const rates = Array.from({ length: rounds }, () => {
    const startedMs = performance.now();
    for (const facts of cases) evaluate(rulebook, facts, builtInCalendar);
    return (cases.length * 1000) / (performance.now() - startedMs);
  });
  return Math.round(Math.max(...rates));
}

const casesPerSecond = Object.fromEntries(rulebooks.map((rulebook) => [rulebook.id, bestRate(rulebook)]));
console.log(JSON.stringify({ cores: availableParallelism(), node: process.versions.node, casesPerSecond }, null, 2));
