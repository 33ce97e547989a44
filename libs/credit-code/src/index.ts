export { alphabet, checkCharacter, codeLength } from './alphabet.js';
export {
  checkCreditCode,
  validCreditCode,
  type CreditCodeAnswer,
  type CreditCodeError,
  type CreditCodeParts,
} from './check-credit-code.js';
export { subjectCheckCharacter, subjectIdentifierWarning } from './subject-identifier.js';
