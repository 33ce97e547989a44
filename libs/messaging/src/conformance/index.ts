/** For specs outside this package that need a small service on a real bus. */
export { partitionOf } from '../embedded-bus/partition-of.js';
export { message, unsigned } from './lottery-room.js';
export * from './lottery-service.js';
