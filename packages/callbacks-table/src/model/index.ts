export {
  cancelled,
  claimed,
  closed,
  markedUnsent,
  parked,
  parkedBeside,
  progressRecorded,
  remembered,
  sourcesAllowed,
  unclaimed,
  withdrawn,
} from './callback-writes.ts';
export {
  attemptRecorded,
  markedAmbiguous,
  ofOurChain,
  opened,
  openedOverParked,
  ourOpening,
} from './opening-writes.ts';
export { type TracedOpening, type TracedRow, tracedOpeningOf, tracedRowOf } from './traced-row.ts';
