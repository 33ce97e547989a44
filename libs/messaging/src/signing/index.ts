export { Keyring } from './keyring.js';
export { parseSigningKeys, signingKeysForm, type SigningKey } from './signing-keys.js';
