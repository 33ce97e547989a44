export type { Client } from './clients.js';
export { openIssuer, type IssuerOptions, type RunningIssuer } from './issuer.js';
export { keptSigningKey } from './signing-key.js';
