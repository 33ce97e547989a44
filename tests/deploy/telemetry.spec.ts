import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readCompose, readText, repository, sourcesIn } from './compose-file.js';
import { installed, run, testWith } from './installed.js';
import { askedBy } from './promql.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly summary_zh: string; readonly runbook: string };
}
interface Panel {
  readonly type: string;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly targets: readonly { readonly expr: string }[];
}
interface Row {
  readonly type: 'row';
  readonly title: string;
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly (Panel | Row)[];
  readonly templating: { readonly list: readonly { readonly definition: string }[] };
}

const { groups } = parse(readText('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const alerts = [...new Set(rules.map(({ alert }) => alert))];
const folder = 'deploy/grafana/dashboards';
const dashboards = readdirSync(new URL(folder, repository)).map(
  (file) => [file, JSON.parse(readText(`${folder}/${file}`)) as Dashboard] as const,
);

interface Metric {
  readonly kind: string;
  readonly labels: ReadonlySet<string>;
}

/** The table of docs/operators/metrics.md. */
const metrics = new Map(
  [...readText('docs/operators/metrics.md').matchAll(/^\| `([a-z_\d]+)` \| (counter|gauge|histogram) \|([^|]*)\|/gmu)].map(
    ([, name = '', kind = '', labels = '']): [string, Metric] => [
      name,
      { kind, labels: new Set([...labels.matchAll(/`(\w+)`/gu)].map(([, label = '']) => label)) },
    ],
  ),
);

/** Given to every series when it is scraped. */
const scraped = ['service', 'instance', 'job'];

/** A histogram is asked for by its parts; anything else by its name. `up` is Prometheus' own. */
function metricOf(series: string): Metric | undefined {
  if (series === 'up') return { kind: 'gauge', labels: new Set() };
  const part = /^(.*)_(bucket|sum|count)$/u.exec(series);
  const whole = part?.[1] === undefined ? undefined : metrics.get(part[1]);
  if (whole?.kind === 'histogram') return { ...whole, labels: new Set([...whole.labels, ...(part?.[2] === 'bucket' ? ['le'] : [])]) };
  const metric = metrics.get(series);
  return metric?.kind === 'histogram' ? undefined : metric;
}

/** Series nobody measures, and labels they do not have. */
function strangersIn(expression: string): string[] {
  const { series, gathering } = askedBy(expression);
  const there = new Set([...scraped, ...series.flatMap(({ name }) => [...(metricOf(name)?.labels ?? [])])]);
  return [
    ...series.flatMap(({ name, labels }) => {
      const metric = metricOf(name);
      if (metric === undefined) return [name];
      return labels.filter((label) => !metric.labels.has(label) && !scraped.includes(label)).map((label) => `${name}{${label}}`);
    }),
    ...gathering.filter((label) => !there.has(label)).map((label) => `by ${label}`),
  ];
}

test('the table of metrics was read, and every kind of stranger is noticed', () => {
  expect(metrics.size).toBe(31);
  expect(strangersIn('max(tongxiu_lane_open{site="x", place="y"}) + tongxiu_lane_shut')).toEqual([
    'tongxiu_lane_open{place}',
    'tongxiu_lane_shut',
  ]);
  expect(strangersIn('max by (servce) (nodejs_heap_size_total_bytes) / on (pool) process_open_fds')).toEqual([
    'nodejs_heap_size_total_bytes',
    'by servce',
    'by pool',
  ]);
  expect(strangersIn('rate(tongxiu_transaction_seconds[5m]) + rate(tongxiu_outbox_waiting_sum[5m])')).toEqual([
    'tongxiu_transaction_seconds',
    'tongxiu_outbox_waiting_sum',
  ]);
  expect(strangersIn('histogram_quantile(0.5, sum by (le, route) (rate(tongxiu_http_request_seconds_bucket[$__rate_interval])))')).toEqual(
    [],
  );
  expect(strangersIn('max by (what) (tongxiu_deadlines{status="missed"} offset 1h) unless up{job="x"} == 1e3')).toEqual([]);
});

test('what the sources measure is in the table', () => {
  const folders = [
    'libs/hosting/src',
    'libs/messaging/src',
    ...['intake', 'review', 'publicity', 'sync'].map((name) => `services/${name}/src`),
  ];
  const measured = /(?:(?:counter|histogram)\(\s*|\bname: )'((?:tongxiu|process|nodejs)_\w+)'/gu;
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
  const panelsOf = ({ panels }: Dashboard): Panel[] => panels.filter((panel): panel is Panel => panel.type !== 'row');

  test.each(dashboards)('%s shows metrics that exist, from the provisioned source', (file, dashboard) => {
    expect(dashboard.uid).toBe(`tongxiu-${file.replace('.json', '')}`);
    expect(panelsOf(dashboard).length).toBeGreaterThan(3);
    for (const { title } of dashboard.panels) expect(title).toMatch(/[\u4e00-\u9fff].* · /u);
    for (const { datasource, targets, title } of panelsOf(dashboard)) {
      expect(datasource.uid).toBe('prometheus');
      expect([title, ...targets.flatMap(({ expr }) => strangersIn(expr))]).toEqual([title]);
      expect(targets.flatMap(({ expr }) => askedBy(expr).series).length).toBeGreaterThan(0);
    }
    // The last word of label_values is the label that is listed.
    const choices = dashboard.templating.list.map(({ definition }) => /^label_values\((.*), (\w+)\)$/u.exec(definition));
    expect(choices.flatMap((choice) => strangersIn(`max by (${choice?.[2]}) (${choice?.[1]})`))).toEqual([]);
  });

  test('every metric is shown somewhere', () => {
    const asked = dashboards.flatMap(([, dashboard]) =>
      panelsOf(dashboard).flatMap(({ targets }) => targets.map(({ expr }) => askedBy(expr))),
    );
    const shown = new Set(asked.flatMap(({ series }) => series.map(({ name }) => name.replace(/_(bucket|sum|count)$/u, ''))));
    expect([...metrics.keys()].filter((name) => !shown.has(name))).toEqual([]);
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
