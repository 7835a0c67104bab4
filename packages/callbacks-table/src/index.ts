export {
  type Answer,
  type Answered,
  attemptKeyOf,
  type CallbackRow,
  type CallbackState,
  type CancelledRow,
  type EventReference,
  type Opened,
  type Outcome,
  type ParkedResult,
  type ParkedResults,
  type ParkedRow,
  type SettledRow,
  type SettlingRow,
  type WaitingRow,
} from './callback-row.ts';
export type {
  CallbackPage,
  CallbackStore,
  Cancellation,
  Claim,
  ClaimAnswer,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  Unclaiming,
} from './callback-store.ts';
export { digest, executionKeyOf, openingIdOf } from './digest.ts';
export { mayAnswer } from './may-answer.ts';
export type { Attempt, AttemptRow, Opening, OpeningStore } from './opening-store.ts';
export { answerTo, forgottenBy } from './remembered-events.ts';
export { senderOf } from './sender.ts';
export { settledRow } from './settled-row.ts';
