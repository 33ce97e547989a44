export * from './bus.js';
export * from './outbox.js';
export * from './reaction.js';
export * from './tx.js';
