import type { Ids } from '../ids.ts';
import { isObject, type Json, parseJson } from '../json.ts';
import { type Args, expectCount, intrinsicFailed, stringAt } from './arguments.ts';

/** A value as Java prints it: what AWS's States.Format gives for an object is not JSON. */
const asText = (value: Json): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(asText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${asText(member)}`)
    .join(', ')}}`;
};

const format = (args: Args): Json => {
  expectCount(args, 1, Number.POSITIVE_INFINITY);
  const [, ...values] = args.values;
  let used = 0;
  const text = stringAt(args, 0).replace(/\\([{}\\])|\{\}/g, (_, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    const value = values[used++];
    if (value === undefined) throw intrinsicFailed(args.name, 'fewer values than places for them');
    return asText(value);
  });
  if (used !== values.length) throw intrinsicFailed(args.name, 'more values than places for them');
  return text;
};

const stringToJson = (args: Args): Json => {
  expectCount(args, 1);
  const text = stringAt(args, 0);
  // AWS reads nothing as null.
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch {
    throw intrinsicFailed(args.name, 'the argument is not valid JSON');
  }
};

const split = (args: Args): Json => {
  expectCount(args, 2);
  const delimiters = new Set(stringAt(args, 1));
  const parts: string[] = [];
  let part = '';
  // Each character of the second argument splits; nothing between two of them gives no part.
  for (const char of stringAt(args, 0)) {
    if (!delimiters.has(char)) part += char;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
};

export const stringFunctions = (ids: Ids) => ({
  'States.Format': format,
  'States.StringToJson': stringToJson,
  'States.JsonToString': (args: Args): Json => {
    expectCount(args, 1);
    return JSON.stringify(args.values[0] ?? null);
  },
  'States.StringSplit': split,
  'States.UUID': (args: Args): Json => {
    expectCount(args, 0);
    return ids.uuid();
  },
});
