export * from './bus-keys.js';
export * from './eventually.js';
export * from './fixed-clock.js';
export { type KafkaWish, type NoKafka, testKafka, type TestKafka } from './kafka.js';
export * from './postgres.js';
export { type NoS3, testS3, type TestS3 } from './s3.js';
export * from './test-issuer.js';
export * from './year-2027.js';
