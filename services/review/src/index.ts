export * from './review.config.js';
export * from './review.service-definition.js';
