import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readCompose, readText, repository, sourcesIn } from './compose-file.js';
import { installed, run, testWith } from './installed.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly summary_zh: string; readonly runbook: string };
}
interface Panel {
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly targets: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
}

const { groups } = parse(readText('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const alerts = [...new Set(rules.map(({ alert }) => alert))];
const folder = 'deploy/grafana/dashboards';
const dashboards = readdirSync(new URL(folder, repository)).map(
  (file) => [file, JSON.parse(readText(`${folder}/${file}`)) as Dashboard] as const,
);

/** The table of docs/operators/metrics.md: name to labels. */
const metrics = new Map(
  [...readText('docs/operators/metrics.md').matchAll(/^\| `(tongxiu_\w+)` \| (\w+) \|([^|]*)\|/gmu)].map(([, name = '', , labels = '']) => [
    name,
    new Set([...labels.matchAll(/`(\w+)`/gu)].map(([, label = '']) => label)),
  ]),
);

/** Metrics and the labels asked of them, in one expression. `service` is added to every series when it is scraped. */
function strangersIn(expression: string): string[] {
  const uses = expression.matchAll(/\b(tongxiu_\w+)(?:\{([^}]*)\})?/gu);
  return [...uses].flatMap(([, name = '', selector = '']) => {
    const labels = metrics.get(name) ?? metrics.get(name.replace(/_bucket$/u, ''));
    if (labels === undefined) return [name];
    const asked = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/gu)].map(([, label = '']) => label);
    return asked.filter((label) => !labels.has(label) && label !== 'service').map((label) => `${name}{${label}}`);
  });
}

test('the table of metrics was read, and a stranger is noticed', () => {
  expect(metrics.size).toBe(14);
  expect(strangersIn('max(tongxiu_lane_open{site="x", place="y"}) + tongxiu_lane_shut')).toEqual([
    'tongxiu_lane_open{place}',
    'tongxiu_lane_shut',
  ]);
});

test('what the sources measure is in the table', () => {
  const folders = [
    'libs/hosting/src',
    'libs/messaging/src',
    ...['intake', 'review', 'publicity', 'sync'].map((name) => `services/${name}/src`),
  ];
  const measured = /(?:(?:counter|histogram)\(\s*|\bname: )'(tongxiu_\w+)'/gu;
  const named = folders.flatMap((place) => [...sourcesIn(place).matchAll(measured)].map(([, name = '']) => name));
  expect([...new Set(named)].sort()).toEqual([...metrics.keys()].sort());
});

describe('alerts', () => {
  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s asks for metrics that exist and says what to do, in both languages',
    (name, rule) => {
      expect(strangersIn(rule.expr)).toEqual([]);
      expect(['page', 'ticket']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).not.toBe('');
      expect(rule.annotations.summary_zh).toMatch(/[\u4e00-\u9fff]/u);
      expect(rule.annotations.runbook).toBe(`docs/operators/runbooks/${name}.md`);
      expect(existsSync(new URL(rule.annotations.runbook, repository))).toBe(true);
    },
  );

  test.each(alerts)('the page of %s begins with a Chinese sentence and has every section', (alert) => {
    const lines = readText(`docs/operators/runbooks/${alert}.md`).split('\n');
    expect(lines[0]).toBe(`# ${alert}`);
    expect(lines[2]).toMatch(/^> .*[\u4e00-\u9fff]/u);
    const sections = lines.filter((line) => line.startsWith('## '));
    expect(sections).toEqual(['## What it means', '## First look', '## Usual causes', '## What to do', '## What not to do']);
  });

  test('every page has its alert, and the list names every page', () => {
    const pages = readdirSync(new URL('docs/operators/runbooks', repository)).filter((file) => file !== 'README.md');
    expect(pages.map((file) => file.replace('.md', '')).sort()).toEqual([...alerts].sort());
    for (const page of pages) expect(readText('docs/operators/runbooks/README.md')).toContain(`](${page})`);
  });

  test('every alert is tested, to fire and not to fire', () => {
    const tests = readText('deploy/prometheus/alerts.test.yml');
    for (const alert of alerts) expect([alert, tests.includes(`alertname: ${alert}`)]).toEqual([alert, true]);
  });

  const prometheus = fileURLToPath(new URL('deploy/prometheus/', repository));
  const promtool = installed('promtool');
  for (const args of [
    ['check', 'config', 'prometheus.yml'],
    ['check', 'rules', 'alerts.yml'],
    ['test', 'rules', 'alerts.test.yml'],
  ]) {
    testWith(promtool, 'promtool', `promtool ${args.join(' ')}`, (tool) => {
      const { status, output } = run(tool, args, prometheus);
      expect([status, status === 0 ? '' : output]).toEqual([0, '']);
    });
  }
});

describe('dashboards', () => {
  test.each(dashboards)('%s shows metrics that exist, from the provisioned source', (file, { uid, panels }) => {
    expect(uid).toBe(`tongxiu-${file.replace('.json', '')}`);
    expect(panels.length).toBeGreaterThan(3);
    for (const { datasource, targets, title } of panels) {
      expect(title).toMatch(/[\u4e00-\u9fff].* · /u);
      expect(datasource.uid).toBe('prometheus');
      expect(targets.flatMap(({ expr }) => strangersIn(expr))).toEqual([]);
    }
  });

  test('every metric is shown somewhere', () => {
    const shown = dashboards.flatMap(([, { panels }]) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))).join('\n');
    expect([...metrics.keys()].filter((name) => !shown.includes(name))).toEqual([]);
  });
});

test('Prometheus asks every service of the compose file at its port', () => {
  const { scrape_configs: jobs } = parse(readText('deploy/prometheus/prometheus.yml')) as {
    scrape_configs: { job_name: string; static_configs: { targets: string[]; labels?: { service: string } }[] }[];
  };
  const { services } = readCompose();
  const platform = jobs.find(({ job_name: name }) => name === 'tongxiu')?.static_configs ?? [];
  expect(platform.map(({ labels }) => labels?.service)).toEqual(['intake', 'review', 'publicity', 'sync']);
  for (const { targets, labels } of platform) {
    const name = labels?.service ?? '';
    expect(targets).toEqual([`${name}:${String(services[name]?.environment?.['PORT'])}`]);
    expect(services[name]?.networks).toContain('telemetry');
  }
});
