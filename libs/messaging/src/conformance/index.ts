/** For specs outside this package that need a small service on a real bus. */
export { partitionOf } from '../embedded-bus/partition-of.js';
export { message, recording, type Draws } from './lottery-room.js';
export { drawn, type LotteryService, NumberDrawnV1, recordEffects, serviceDatabase, startLottery } from './lottery-service.js';
