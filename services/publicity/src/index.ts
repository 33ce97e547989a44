export * from './publicity.service-definition.js';
