import { placeholders } from './notice.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a department may not leave out when it adapts the notice (H-050 lets it adapt, not omit). */
export interface TemplateRule {
  readonly id: string;
  readonly requires: Words;
  readonly holds: (text: string) => boolean;
}

export const templateRules: readonly TemplateRule[] = [
  {
    id: 'H-052',
    requires: {
      zh: '应告知当事人享有信用修复权利和可以申请的部门或网站',
      en: 'It says that the party may have the record repaired, and where to apply',
    },
    holds: (text) => text.includes('申请') && /修复|终止公示/u.test(text) && /网站|系统|部门|窗口|平台/u.test(text),
  },
  {
    id: 'H-097',
    requires: { zh: '应写明最短公示期和最长公示期', en: 'It states the shortest and the longest publicity' },
    holds: (text) => text.includes('最短公示期') && text.includes('最长公示期'),
  },
  {
    id: 'H-098',
    requires: { zh: '应写明须先履行行政处罚决定规定的义务', en: 'It says that the duties of the decision are to be performed first' },
    holds: (text) => text.includes('履行'),
  },
  {
    id: 'H-100',
    requires: { zh: '应写明全程无需支付任何费用', en: 'It says that nothing has to be paid' },
    holds: (text) => /无需支付|免费|不收取/u.test(text),
  },
  {
    id: 'H-101',
    requires: { zh: '应写明另有规定的从其规定', en: 'It says that special rules prevail' },
    holds: (text) => text.includes('从其规定'),
  },
];

export type TemplateFault = { readonly rule?: string; readonly field: string; readonly message: Words };

/** Everything that is wrong with an adapted text; empty when it may be used. */
export function templateFaults(body: readonly string[]): readonly TemplateFault[] {
  const broken = templateRules
    .filter(({ holds }) => !holds(body.join('')))
    .map(({ id, requires }) => ({ rule: id, field: 'paragraphs', message: requires }));
  return [...broken, ...body.flatMap(unknownPlaceholders)];
}

function unknownPlaceholders(paragraph: string, at: number): TemplateFault[] {
  const known: readonly string[] = placeholders;
  const names = [...paragraph.matchAll(/\{([^{}]*)\}/gu)].map(([, name = '']) => name).filter((name) => !known.includes(name));
  const list = placeholders.map((name) => `{${name}}`).join(' ');
  return names.map((name) => ({
    field: `paragraphs[${at}]`,
    message: { zh: `没有占位符{${name}}，可用的有：${list}`, en: `There is no placeholder {${name}}; known are ${list}` },
  }));
}
