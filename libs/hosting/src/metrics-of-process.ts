import { readdirSync } from 'node:fs';
import { constants, monitorEventLoopDelay, performance, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Figure, Metrics, OwnFigure } from './metrics.js';

/**
 * How often the event loop is looked at. Each look wakes the process: every 10 ms cost 0.4 % of a core at rest, every 50 ms 0.1 %, and
 * what is worth an alert holds the loop for far longer.
 */
const lookEveryMs = 50;

/**
 * What this process uses, under the names Prometheus' client libraries have for it. They are read here and not by prom-client's
 * defaults: those note one garbage collection per turn of the loop however many there were (50 of 152 under load), and count the pause
 * between two looks as delay.
 */
export function watchProcess(metrics: Metrics): void {
  for (const figure of [...processFigures, ...memoryFigures, ...eventLoopFigures()]) metrics.read(figure);
  watchCollections(metrics);
}

type Plain = Omit<OwnFigure, 'labels' | 'read'> & { readonly value: () => number | undefined };

const plain = ({ value, ...figure }: Plain): OwnFigure => ({ ...figure, labels: [], read: () => figureOf(value()) });
const figureOf = (value: number | undefined): Figure[] => (value === undefined ? [] : [{ labels: {}, value }]);

const processFigures: readonly OwnFigure[] = [
  {
    name: 'process_cpu_seconds_total',
    kind: 'counter' as const,
    help: 'Processor time used, by the program and for it by the system.',
    value: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  },
  {
    name: 'process_start_time_seconds',
    kind: 'gauge' as const,
    help: 'When the process began, in seconds since 1970.',
    value: () => performance.timeOrigin / 1000,
  },
  { name: 'process_open_fds', kind: 'gauge' as const, help: 'Open files and connections.', value: openFiles },
].map(plain);

const memoryFigures: readonly OwnFigure[] = [
  {
    name: 'process_resident_memory_bytes',
    kind: 'gauge' as const,
    help: 'Memory the process holds.',
    value: () => process.memoryUsage.rss(),
  },
  {
    name: 'process_memory_limit_bytes',
    kind: 'gauge' as const,
    help: 'Memory the process may hold before the system ends it; absent where there is no limit.',
    value: memoryLimit,
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    kind: 'gauge' as const,
    help: 'Heap in use.',
    value: () => getHeapStatistics().used_heap_size,
  },
  {
    name: 'nodejs_heap_size_limit_bytes',
    kind: 'gauge' as const,
    help: 'Heap in use at which the process gives up.',
    value: () => getHeapStatistics().heap_size_limit,
  },
].map(plain);

function eventLoopFigures(): OwnFigure[] {
  const delay = monitorEventLoopDelay({ resolution: lookEveryMs });
  delay.enable();
  const seconds = (nanoseconds: number): number | undefined =>
    delay.count === 0 ? undefined : Math.max(0, nanoseconds / 1e9 - lookEveryMs / 1000);
  return [
    {
      name: 'nodejs_eventloop_lag_p99_seconds',
      kind: 'gauge' as const,
      help: 'How long the event loop kept others waiting since the last scrape: all but one look in a hundred.',
      value: () => seconds(delay.percentile(99)),
    },
    {
      name: 'nodejs_eventloop_lag_max_seconds',
      kind: 'gauge' as const,
      help: 'The longest the event loop kept others waiting since the last scrape.',
      // Figures are read in the order they were named in, so this is the last to look. Two scrapers each see their own part.
      value: () => {
        const longest = seconds(delay.max);
        delay.reset();
        return longest;
      },
    },
    {
      name: 'nodejs_eventloop_busy_seconds_total',
      kind: 'counter' as const,
      help: 'Time the event loop had something to do; its rate is how much of the one thread is used.',
      value: () => performance.eventLoopUtilization().active / 1000,
    },
  ].map(plain);
}

const kinds = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

type Collection = PerformanceEntry & { readonly detail: { readonly kind: number } };

function watchCollections(metrics: Metrics): void {
  const buckets = [0.001, 0.01, 0.1, 1];
  const seconds = metrics.histogram('nodejs_gc_duration_seconds', 'Garbage collections and how long they took.', ['kind'], buckets);
  new PerformanceObserver((list) => {
    for (const { detail, duration } of list.getEntries() as Collection[])
      seconds.observe({ kind: kinds.get(detail.kind) }, duration / 1000);
  }).observe({ entryTypes: ['gc'] });
}

/** Linux and macOS; elsewhere nobody can say. */
function openFiles(): number | undefined {
  try {
    return readdirSync('/dev/fd').length;
  } catch {
    return undefined;
  }
}

/** Without a limit the system answers 0, or more than there is. */
function memoryLimit(): number | undefined {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < Number.MAX_SAFE_INTEGER ? limit : undefined;
}
