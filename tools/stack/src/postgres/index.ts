export * from './databases.js';
export * from './embedded-postgres.js';
export { freePort } from './free-port.js';
export { durable, forgetful, type Settings } from './settings.js';
