import { isObject, type Json, type JsonObject } from '../../../src/states/json.ts';

/** Where an answer differs from what was recorded. */
export interface Difference {
  readonly path: string;
  readonly recorded: Json | undefined;
  readonly given: Json | undefined;
}

/** They tell of Java, of Python and of the network. */
export const IGNORED: ReadonlySet<string> = new Set([
  ...['SdkHttpMetadata', 'SdkResponseMetadata', 'stackTrace', 'trace', 'requestId'],
  // How long AWS took.
  'billedDurationInMilliseconds',
]);

/** What AWS added after the recordings were made. */
const ADDED_LATER: ReadonlySet<string> = new Set([
  ...['RedriveCount', 'redriveCount', 'redriveStatus', 'redriveStatusReason', 'encryptionConfiguration'],
]);

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A placeholder may hold another one: `<<task_token>:1>`. */
const BRACKETED = '<(?:[^<>]|<[^<>]*>)*>';

/** A text that stands for any value: `<…>` or one of the case's bare words, alone or within a text. */
const patternOf = (text: string, words: readonly string[]): RegExp | undefined => {
  const alternatives = [BRACKETED, ...words.map((word) => `\\b${escapeRegExp(word)}\\b`)].join('|');
  const parts = text.split(new RegExp(alternatives));
  if (parts.length === 1) return undefined;
  return new RegExp(`^${parts.map(escapeRegExp).join('.*?')}$`, 's');
};

const isWhole = (text: string, words: readonly string[]): boolean =>
  words.includes(text) || new RegExp(`^${BRACKETED}$`).test(text);

const parsed = (value: Json | undefined): Json | undefined => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
};

const isStructure = (value: Json | undefined): value is Json[] | JsonObject =>
  typeof value === 'object' && value !== null;

/** Whether a text has white space that JSON.stringify would not give it. */
const isCompact = (text: string): boolean => JSON.stringify(JSON.parse(text)) === text;

export type Compare = (recorded: Json | undefined, given: Json | undefined, path: string) => Difference[];

/** Compares answers as the recordings' README says: all members count but those that tell of the network. */
export const comparer = (words: readonly string[]): Compare => {
  const members = (recorded: JsonObject, given: JsonObject, path: string): Difference[] => {
    const names = new Set([...Object.keys(recorded), ...Object.keys(given)]);
    return [...names].flatMap((name) => {
      // A key that is itself a placeholder takes the place of whatever key is there.
      if (IGNORED.has(name) || /<[^<>]*>/.test(name)) return [];
      if (!(name in recorded) && ADDED_LATER.has(name)) return [];
      return compare(recorded[name], given[name], `${path}/${name}`);
    });
  };

  const lists = (recorded: Json[], given: Json[], path: string): Difference[] => [
    ...(recorded.length === given.length
      ? []
      : [{ path: `${path}/length`, recorded: recorded.length, given: given.length }]),
    ...recorded.flatMap((item, at) => compare(item, given[at], `${path}/${at}`)),
  ];

  const structures = (recorded: Json[] | JsonObject, given: Json | undefined, path: string): Difference[] => {
    if (isObject(recorded) && isObject(given)) return members(recorded, given, path);
    if (Array.isArray(recorded) && Array.isArray(given)) return lists(recorded, given, path);
    return [{ path, recorded, given }];
  };

  const texts = (recorded: string, given: Json | undefined, path: string): Difference[] => {
    const different = [{ path, recorded, given }];
    if (given !== undefined && isWhole(recorded, words)) return [];
    if (typeof given !== 'string') return different;
    const [left, right] = [parsed(recorded), parsed(given)];
    // An error that a function raised stands as text within an output. A list keeps its white space.
    if (isStructure(left) && isStructure(right))
      return Array.isArray(left) && isCompact(recorded) !== isCompact(given)
        ? different
        : structures(left, right, path);
    return recorded === given || patternOf(recorded, words)?.test(given) ? [] : different;
  };

  const compare: Compare = (recorded, given, path) => {
    if (typeof recorded === 'string') return texts(recorded, given, path);
    if (isStructure(recorded)) return structures(recorded, parsed(given), path);
    // A scalar output is JSON text.
    const value = typeof recorded === 'number' ? parsed(given) : given;
    return recorded === value ? [] : [{ path, recorded, given }];
  };
  return compare;
};
