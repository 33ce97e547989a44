export * from './access-guard.js';
export * from './allow.js';
export * from './body-door.js';
export * from './caller.js';
export * from './token-verifier.js';
