export * from './sync.service-definition.js';
