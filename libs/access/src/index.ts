export * from './allow.js';
export * from './caller.js';
