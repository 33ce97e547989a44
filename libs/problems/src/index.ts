export * from './problem-filter.js';
export * from './problem-schema.js';
export * from './problem.js';
export * from './request-validation.js';
export * from './wording-of-constraint.js';
export * from './unkeepable-text.js';
