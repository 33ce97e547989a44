import { writeFile } from 'node:fs/promises';
import { tableOf } from '@tongxiu/demo';
import { whyNoLocalKafka, type BusKind } from '@tongxiu/stack';
import { measureBus, ratio, say, type BusReport, type Load } from './measure-bus.js';

export interface BenchOptions extends Load {
  readonly report?: string;
  readonly bus: BusKind | 'both';
}

/**
 * With both buses, one platform after the other on the same machine in the same run: the report is that of the embedded one, with
 * that of Kafka inside. Status 1 when a site was found wrong.
 */
export async function runBench(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const first = await measureBus(options.bus === 'kafka' ? 'kafka' : 'embedded', options, signal);
  const beside = options.bus === 'both' ? await overKafka(options, signal) : undefined;
  const second = typeof beside === 'object' ? beside : undefined;
  const report = {
    ...first,
    ...(second !== undefined && { kafka: second, kafkaToEmbedded: kafkaToEmbedded(first, second) }),
    ...(typeof beside === 'string' && { kafkaNotMeasured: beside }),
  };
  if (second !== undefined) say(`\n${comparison(first, second)}\n`);
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
  return nothingWrong(first) && (second === undefined || nothingWrong(second)) ? 0 : 1;
}

/** Its report, or a sentence why there is none. */
async function overKafka(load: Load, signal: AbortSignal): Promise<BusReport | string> {
  const missing = process.env['KAFKA_BROKERS'] === undefined ? await whyNoLocalKafka() : undefined;
  if (missing !== undefined) {
    say(`\n没有测 · not measured: Apache Kafka (${missing})\n`);
    return missing;
  }
  say('\n—— Apache Kafka ——\n\n');
  return measureBus('kafka', load, signal);
}

const kafkaToEmbedded = (embedded: BusReport, kafka: BusReport): number =>
  ratio(kafka.throughput.repairsPerSecond, embedded.throughput.repairsPerSecond);

function comparison(embedded: BusReport, kafka: BusReport): string {
  const figures = (report: BusReport): string[] => {
    const { busHopMs, latencyMs, throughput } = report;
    const p99 = [busHopMs.at200, latencyMs.at50, latencyMs.at200].map((latency) => `${latency.p99} ms`);
    return [`${throughput.repairsPerSecond}/s`, ...p99];
  };
  const kept = `${Math.round(kafkaToEmbedded(embedded, kafka) * 100)} %`;
  return tableOf([
    ['总线 · bus', 'repairs', 'bus hop p99 at 200/s', 'p99 at 50/s', 'p99 at 200/s'],
    ['embedded', ...figures(embedded)],
    ['kafka', ...figures(kafka)],
    ['kafka / embedded', kept, '', '', ''],
  ]);
}

const nothingWrong = ({ lost, doubled, outOfOrder, phantom }: BusReport): boolean => lost + doubled + outOfOrder + phantom === 0;
