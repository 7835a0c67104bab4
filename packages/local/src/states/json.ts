import { measureJson, stringifyJson } from '../foundation/json/deep-json.ts';
import { limits } from './limits.ts';

/** A JSON value: what states are given, compute on and answer. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

interface ExactJson {
  rawJSON(text: string): Json;
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
}

/** Not in TypeScript's library yet: https://tc39.es/proposal-json-parse-with-source/ */
const exact = JSON as unknown as ExactJson;

/**
 * A number whose text is not the one that JavaScript gives it, as `0.0` or an integer beyond 2^53: Step Functions hands
 * such text on as it is, and so does `JSON.stringify` with this.
 */
export const isExactNumber = (value: unknown): value is { readonly rawJSON: string } =>
  exact.isRawJSON(value);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);

/** The value of a number, whichever way it is kept; undefined for anything else. */
export const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  return isExactNumber(value) ? Number(value.rawJSON) : undefined;
};

/** Numbers that may lose their text: a fraction, an exponent, 16 digits and more, or -0. Texts may hold them too. */
const MAY_LOSE_TEXT = /(?:^|[:,[\s])-(?:0(?!\.))|(?:^|[:,[\s])-?\d+(?:[.eE]|\d{15})/;

const keepText = (_: string, value: unknown, context?: { source?: string }): unknown => {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && String(value) !== source
    ? exact.rawJSON(source)
    : value;
};

/** White space outside of texts: whatever is not within quotes. */
const hasOwnSpace = (text: string): boolean => /\s/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''));

/** The text that a value was read from, where it is not the one that JSON.stringify gives it, and long texts. */
const texts = new WeakMap<object, string>();

/** Reads JSON so that {@link jsonText} gives back the same text, white space and digits of numbers included. */
export const parseJson = (text: string): Json => {
  const value: Json = MAY_LOSE_TEXT.test(text) ? JSON.parse(text, keepText) : JSON.parse(text);
  if (typeof value === 'object' && value !== null && /\s/.test(text) && hasOwnSpace(text))
    texts.set(value, text);
  return value;
};

/** The JSON of a value; one that was read by {@link parseJson} keeps its text. */
export const jsonText = (value: Json): string => keptText(value) ?? writtenText(value);

/** From so many characters on a text is kept: one state's output is the next one's input. */
const LONG_TEXT = 1000;

/** Values are not changed once they have a text. */
const writtenText = (value: Json): string => {
  const text = stringifyJson(value) ?? 'null';
  if (text.length >= LONG_TEXT && typeof value === 'object' && value !== null) texts.set(value, text);
  return text;
};

/** The same, or undefined where it is sure to be longer: of what is far too long no text is made. */
export const jsonTextWithin = (value: Json, most: number): string | undefined => {
  const kept = keptText(value);
  if (kept !== undefined) return kept;
  return measureJson(value, most).length > most ? undefined : jsonText(value);
};

const keptText = (value: Json): string | undefined =>
  typeof value === 'object' && value !== null ? texts.get(value) : undefined;

/** An array of results, each of which keeps its text. One that is too long for a payload has none of its own. */
export const arrayOfTexts = (items: Json[]): Json[] => {
  const kept = items.map(keptText).filter((text) => text !== undefined);
  const length = kept.reduce((sum, text) => sum + text.length, 0);
  if (kept.length > 0 && length <= limits.payloadBytes)
    texts.set(items, `[${items.map(jsonText).join(',')}]`);
  return items;
};

/** The same value with plain numbers, for code that computes. */
export const withPlainNumbers = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (isExactNumber(value)) return Number(value.rawJSON);
  return Array.isArray(value) ? value.map(withPlainNumbers) : objectWithPlainNumbers(value);
};

export const objectWithPlainNumbers = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainNumbers(member)]));

/** Reads JSON for code that computes; throws SyntaxError. */
export const plainJson = (text: string): Json => JSON.parse(text);

/** Bytes of UTF-8, the unit of AWS's payload limits. */
export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');
