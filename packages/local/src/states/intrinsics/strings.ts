import type { Ids } from '../ids.ts';
import type { Json } from '../json.ts';
import { type Args, expectCount, intrinsicFailed, stringAt } from './arguments.ts';

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

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
  try {
    return JSON.parse(stringAt(args, 0)) as Json;
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
    return JSON.stringify(args.values[0]);
  },
  'States.StringSplit': split,
  'States.UUID': (args: Args): Json => {
    expectCount(args, 0);
    return ids.uuid();
  },
});
