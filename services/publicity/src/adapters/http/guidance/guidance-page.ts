import type { KindGuidance, ListGuidance, Point, Route, Words } from '../../../app/guidance.js';

type Language = 'zh' | 'en';

const labels = {
  title: { zh: '失信信息信用修复指引', en: 'How records of dishonesty are repaired' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  contents: { zh: '目录', en: 'Contents' },
  other: { zh: 'English', en: '中文' },
  on: { zh: '所依据的规则截至', en: 'By the rules in force on' },
  basis: { zh: '政策依据', en: 'Policy basis' },
  unit: { zh: '受理单位', en: 'Accepting unit' },
  channel: { zh: '申请渠道', en: 'Where to apply' },
  steps: { zh: '办理步骤', en: 'Steps' },
  conditions: { zh: '修复条件', en: 'Conditions' },
  materials: { zh: '申请材料', en: 'Materials' },
  ownMaterials: { zh: '按申请页面或认定部门要求', en: 'As the application page or the department asks' },
  limits: { zh: '办理期限', en: 'Limits' },
  periods: { zh: '公示期限', en: 'Periods of publicity' },
  effects: { zh: '修复结果', en: 'What a repair does' },
  know: { zh: '其他事项', en: 'Good to know' },
  lists: { zh: '各严重失信主体名单', en: 'Each list of seriously dishonest subjects' },
  list: { zh: '名单', en: 'List' },
  units: { zh: '认定部门', en: 'Departments' },
  status: { zh: '共享状态', en: 'Shared' },
  active: { zh: '已开展', en: 'yes' },
  inactive: { zh: '尚未开展', en: 'not yet' },
  regime: { zh: '移出条件、程序和材料', en: 'Conditions, procedure and materials of removal' },
  procedure: { zh: '程序', en: 'Procedure' },
  none: { zh: '本方案未作规定', en: 'The rules state none' },
} as const satisfies Readonly<Record<string, Words>>;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character] ?? '');

const style = `
  body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1.0625rem/1.7 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; background: #fff }
  a { color: #0b4f9e } a:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px }
  .skip { position: absolute; left: -100vw } .skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem }
  h1 { font-size: 1.75rem } h2 { margin-top: 2.5rem; border-bottom: 2px solid #0b4f9e } section section { margin-left: 1rem }
  cite { font-style: normal; color: #555; font-size: .875rem; white-space: nowrap } dt { font-weight: 600; margin-top: .75rem } dd { margin-left: 1rem }
  .wide { overflow-x: auto } table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #767676; padding: .5rem; text-align: left; vertical-align: top }
  caption { text-align: left; font-weight: 600; padding: .5rem 0 } @media print { nav, .skip { display: none } }`;

/** One page for people: no script, headings in order, tables with captions, and the language said where it changes. */
export function guidancePage(
  { on, kinds, lists }: { on: string; kinds: readonly KindGuidance[]; lists: readonly ListGuidance[] },
  language: Language,
): string {
  const say = (words: Words): string => escaped(words[language]);
  const [tag, otherTag, other] = language === 'zh' ? ['zh-CN', 'en', 'en'] : ['en', 'zh-CN', 'zh'];
  const contents = kinds.map(({ kind, name }) => `<li><a href="#${kind}">${say(name)}</a></li>`).join('');
  return `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(labels.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">${say(labels.skip)}</a>
<header>
<h1>${say(labels.title)}</h1>
<p>${say(labels.on)} <time datetime="${on}">${on}</time> · <a href="?lang=${other}" lang="${otherTag}" hreflang="${otherTag}">${say(labels.other)}</a></p>
</header>
<nav aria-label="${say(labels.contents)}"><ul>${contents}<li><a href="#lists">${say(labels.lists)}</a></li></ul></nav>
<main id="content">
${kinds.map((kind) => kindSection(kind, say)).join('\n')}
${listSection(lists, say, language)}
</main>
</body>
</html>
`;
}

type Say = (words: Words) => string;

const point = ({ clause, rule, message }: Point, say: Say): string =>
  `${say(message)} <cite title="${escaped(rule)}">${escaped(clause)}</cite>`;

function several(points: readonly Point[], say: Say, none: Words): string {
  const once = [...new Set(points.map((one) => `<li>${point(one, say)}</li>`))];
  return once.length === 0 ? `<p>${say(none)}</p>` : `<ul>${once.join('')}</ul>`;
}

function kindSection({ kind, name, rulebook, policyBasis, routes, goodToKnow }: KindGuidance, say: Say): string {
  return `<section aria-labelledby="${kind}">
<h2 id="${kind}">${say(name)}</h2>
<p>${say(rulebook.title)}。${say(rulebook.note)}</p>
<h3>${say(labels.basis)}</h3>${several(policyBasis, say, labels.none)}
${routes.map((route, at) => routeSection(route, `${kind}-${at + 1}`, say)).join('\n')}
<h3>${say(labels.know)}</h3>${several(goodToKnow, say, labels.none)}
</section>`;
}

function routeSection(route: Route, id: string, say: Say): string {
  const { channel } = route;
  const link = channel.url === null ? say(channel.name) : `<a href="${escaped(channel.url)}">${say(channel.name)}</a>`;
  const entry = (label: Words, text: string): string => `<dt>${say(label)}</dt><dd>${text}</dd>`;
  return `<section aria-labelledby="${id}">
<h3 id="${id}">${say(route.for)}</h3>
<dl>
${entry(labels.unit, point(route.acceptingUnit, say))}
${entry(labels.channel, link)}
${entry(labels.steps, several(channel.steps, say, labels.none))}
${entry(labels.conditions, several(route.conditions, say, labels.none))}
${entry(labels.materials, several(route.materials, say, labels.ownMaterials))}
${entry(labels.limits, several(route.limits, say, labels.none))}
${entry(labels.periods, several(route.periods, say, labels.none))}
${entry(labels.effects, several(route.effects, say, labels.none))}
</dl>
</section>`;
}

function listSection(lists: readonly ListGuidance[], say: Say, language: Language): string {
  const chinese = (text: string): string => (language === 'zh' ? escaped(text) : `<span lang="zh-CN">${escaped(text)}</span>`);
  const rows = lists.map(
    ({ listId, name, units, basis, active, remarks, regime }) => `<tr id="${listId}">
<th scope="row">${listId} ${chinese(name)}</th>
<td>${chinese(units.join('、'))}</td>
<td>${say(active ? labels.active : labels.inactive)}</td>
<td>${chinese(basis.join('；'))}</td>
<td>${regime === null ? '' : `<p>${say(regime.removalConditions)}</p><p>${say(labels.procedure)}: ${say(regime.procedure)}</p><p>${regime.materials.map((one) => say(one.name)).join('；')}</p>`}${remarks.map((one) => `<p>${point(one, say)}</p>`).join('')}</td>
</tr>`,
  );
  const head = [labels.list, labels.units, labels.status, labels.basis, labels.regime]
    .map((label) => `<th scope="col">${say(label)}</th>`)
    .join('');
  return `<section aria-labelledby="lists">
<h2 id="lists">${say(labels.lists)}</h2>
<div class="wide" role="region" aria-labelledby="lists" tabindex="0"><table>
<caption>${say(labels.lists)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>
</section>`;
}
