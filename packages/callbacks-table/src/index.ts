export { attemptOf, attemptsAfter, type Try, tryOf } from './attempt.ts';
export type {
  CallbackReader,
  ListedCallback,
  OpenCondition,
  OpenPage,
  OpenPageRequest,
  ReadableRow,
  ScanCursor,
  Segment,
} from './callback-reader.ts';
export type {
  Answer,
  Answered,
  CallbackDetails,
  CallbackRow,
  CallbackState,
  CancelledRow,
  EventReference,
  Outcome,
  ParkedResult,
  ParkedResults,
  ParkedRow,
  SettledRow,
  SettlingRow,
  WaitingRow,
} from './callback-row.ts';
export type {
  Allowance,
  CallbackPage,
  CallbackStore,
  Cancellation,
  Claim,
  ClaimAnswer,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  ProgressAnswer,
  ProgressReport,
  Unclaiming,
} from './callback-store.ts';
export { digest, executionKeyOf, openingIdOf } from './digest.ts';
export { mayAnswer } from './may-answer.ts';
export {
  type ChainAttempt,
  type ChainRow,
  chainKeyOf,
  type NewCallback,
  type OpeningStore,
} from './opening-store.ts';
export { answerTo, forgottenBy } from './remembered-events.ts';
export { type BrokenInvariant, brokenRule } from './row-invariants.ts';
export { senderOf } from './sender.ts';
export { settledRow } from './settled-row.ts';
export { expiresAtOf } from './time-to-live.ts';
