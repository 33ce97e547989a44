export { LocalKafka, type LocalKafkaOptions } from './local-kafka.js';
export { whyNoLocalKafka } from './why-not.js';
