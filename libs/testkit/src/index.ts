export * from './bus-keys.js';
export * from './eventually.js';
export * from './fixed-clock.js';
export { type KafkaWish, type NoKafka, testKafka, type TestKafka } from './kafka.js';
export * from './postgres.js';
export * from './test-issuer.js';
