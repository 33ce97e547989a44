/**
 * The exchange interface alone. A site imports it as `@tongxiu/contracts/site` and so starts without the validation libraries
 * that the event classes bring along.
 */
export * from './exchange.js';
export * from './site.js';
