export * from './intake.config.js';
export * from './intake.service-definition.js';
