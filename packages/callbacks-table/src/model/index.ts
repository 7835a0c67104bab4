export {
  cancelled,
  claimed,
  closed,
  markedUnsent,
  parked,
  parkedBeside,
  remembered,
  unclaimed,
  withdrawn,
} from './callback-writes.ts';
export { adopted, confirmed, opened, recorded } from './opening-writes.ts';
