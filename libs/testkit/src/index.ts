export * from './eventually.js';
export * from './fixed-clock.js';
export * from './postgres.js';
export * from './test-issuer.js';
