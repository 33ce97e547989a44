export * from './access-guard.js';
export * from './allow.js';
export * from './caller.js';
export * from './token-verifier.js';
