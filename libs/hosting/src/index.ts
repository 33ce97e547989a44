export * from './clock.js';
export * from './environment.js';
export * from './host-service.js';
export * from './http.js';
export { withinLimit } from './metrics-of-messaging.js';
export * from './metrics.js';
export { SchemaBehind } from './migrations.js';
export * from './readiness.js';
export * from './service-definition.js';
