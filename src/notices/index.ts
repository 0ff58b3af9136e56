export { type BlastRadius, blastRadius, type Change } from './blast-radius.js';
export {
  type CorrectedAnswer,
  type Correction,
  type CorrectionConflict,
  correctionFrom,
  type CorrectionRecipient,
  type CorrectionState,
  recipientFrom,
  type RecipientState,
} from './correction.js';
export { countRecipients, pageOfCorrections, pageOfRecipients } from './correction.store.js';
export { cancelCorrections, type CorrectionOutcome, sendCorrections } from './decide-corrections.js';
export { deliverCorrections, giveUpCorrections } from './deliver-corrections.js';
export { prepareCorrections } from './prepare-corrections.js';
