import { LocalKafka, type LocalKafkaOptions } from '../kafka/local-kafka.js';
import { LaunchFailure, type Member, type Run } from './run.js';

/** One node of Apache Kafka from its own jars. Its folder keeps the port, so the services find it again after a crash. */
export class KafkaServer implements Member {
  readonly name = 'kafka';
  readonly title = { zh: '消息总线', en: 'Apache Kafka' };

  constructor(private readonly options: LocalKafkaOptions) {}

  async launch(abort: AbortSignal): Promise<Run> {
    abort.throwIfAborted();
    try {
      const kafka = await LocalKafka.start(this.options);
      const gone = kafka.gone.then((code) => ({ code, signal: null }));
      return { pid: kafka.pid, url: `kafka://${kafka.brokers.join(',')}`, gone, stop: () => kafka.stop() };
    } catch (cause) {
      throw new LaunchFailure(cause instanceof Error ? cause.message : String(cause), null);
    }
  }
}
