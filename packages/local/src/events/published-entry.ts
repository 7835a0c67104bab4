import { isObject } from '../foundation/is-object.ts';
import { validationError } from './input-members.ts';
import { type JsonObject, parseJsonObject } from './json.ts';

/** Entries of one PutEvents call. */
const MOST_ENTRIES = 10;
/** Bytes of all entries of one call together, as AWS counts them; 256 KiB before January 2026. */
export const LARGEST_ENTRIES = 1_048_576;
/** What AWS counts for an entry's `Time`. */
const TIME_BYTES = 14;

export type RawEntry = Readonly<Record<string, unknown>>;

/** An entry of PutEvents that may be taken. */
export interface PublishedEntry {
  readonly bus: string | undefined;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
  /** Milliseconds since the epoch. */
  readonly time: number | undefined;
}

export interface RejectedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** @throws AwsError ValidationException unless there are 1 to 10 entries */
export function requireFewEntries(input: Readonly<Record<string, unknown>>): readonly RawEntry[] {
  const entries = input.Entries;
  const at = "at 'entries' failed to satisfy constraint: Member must";
  if (!Array.isArray(entries) || !entries.every(isObject))
    throw validationError(`1 validation error detected: Value null ${at} not be null`);
  if (entries.length >= 1 && entries.length <= MOST_ENTRIES) return entries;
  const rule = entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MOST_ENTRIES}`;
  const shown = entries.map(shownEntry).join(', ');
  throw validationError(`1 validation error detected: Value '[${shown}]' ${at} have length ${rule}`);
}

/** @throws AwsError ValidationException where the entries are too large together: AWS then takes none of them */
export function requireSmallEntries(entries: readonly RawEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entrySize(entry), 0);
  if (total > LARGEST_ENTRIES)
    throw validationError('Total size of the entries in the request is over the limit.');
}

function entrySize(entry: RawEntry): number {
  const resources = Array.isArray(entry.Resources) ? entry.Resources : [];
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...resources];
  const bytes = texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    0,
  );
  return bytes + (entry.Time === undefined ? 0 : TIME_BYTES);
}

/** The entry, or how AWS answers it alone. */
export function checkEntry(entry: RawEntry): PublishedEntry | RejectedEntry {
  const { Source: source, DetailType: detailType, Detail: text, EventBusName: bus } = entry;
  if (!isFilled(source)) return required('Source');
  if (!isFilled(detailType)) return required('DetailType');
  if (!isFilled(text)) return required('Detail');
  if (bus !== undefined && typeof bus !== 'string')
    return invalidArgument('EventBusName', 'EventBusName is not a text.');
  if (/^aws\./i.test(source)) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseJsonObject(text);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const time = timeOf(entry.Time);
  if (time === 'invalid') return invalidArgument('Time', 'Time is not a timestamp.');
  const resources = entry.Resources ?? [];
  if (!isTexts(resources)) return invalidArgument('Resources', 'Resources is not a list of texts.');
  return { bus, source, detailType, detail, resources, time };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function required(member: string): RejectedEntry {
  return invalidArgument(member, `${member} is a required argument.`);
}

function invalidArgument(member: string, reason: string): RejectedEntry {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${member} is not valid. Reason: ${reason}`,
  };
}

/** Epoch seconds as the JSON protocol carries them, or ISO 8601 as state machines write it. */
function timeOf(time: unknown): number | undefined | 'invalid' {
  if (time === undefined || time === null) return undefined;
  const milliseconds = typeof time === 'number' ? time * 1000 : Date.parse(String(time));
  return Number.isNaN(new Date(milliseconds).getTime()) ? 'invalid' : milliseconds;
}

function shownEntry(entry: RawEntry): string {
  const members = ['Time', 'Source', 'Resources', 'DetailType', 'Detail', 'EventBusName', 'TraceHeader'];
  const shown = members.map((name) => `${name[0]?.toLowerCase()}${name.slice(1)}=${entry[name] ?? 'null'}`);
  return `PutEventsRequestEntry(${shown.join(', ')}, kmsKeyIdentifier=null, internalMetadata=null)`;
}
