import jsonata from 'jsonata';
import type { Ids } from '../ids.ts';
import { hashText } from '../intrinsics/encoding.ts';
import { seededRandom } from '../intrinsics/math.ts';
import { type Json, plainJson } from '../json.ts';

const partition = (items: Json[], size: number): Json[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );

/** As States.ArrayRange, and with its limit; a single number is not an array, as everywhere in JSONata. */
const range = (first: number, last: number, step: number): number | number[] => {
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(length <= LONGEST_RANGE)) throw new Error(`$range gives more than ${LONGEST_RANGE} numbers`);
  return length === 1 ? first : Array.from({ length }, (_, index) => first + index * step);
};

/** AWS's limit: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const LONGEST_RANGE = 1_000;

const parse = plainJson;

const unsupported = () => {
  throw new Error('$eval is not supported in Step Functions; use $parse');
};

const format = jsonata('$fromMillis($at, $picture, $zone)');

const timeText = (at: number, picture?: string, zone?: string): unknown =>
  picture === undefined ? new Date(at).toISOString() : format.evaluate({}, { at, picture, zone });

/** What expressions take from outside. */
export interface Outside {
  readonly ids: Ids;
  /** Milliseconds since the epoch: JSONata's own functions would look at the machine's clock. */
  readonly now: () => number;
}

/** The functions that Step Functions adds to JSONata, or takes away ($eval), and those that tell the time. */
export const stepFunctionsBindings = ({ ids, now }: Outside): Readonly<Record<string, unknown>> => ({
  millis: () => now(),
  now: (picture?: string, zone?: string) => timeText(now(), picture, zone),
  partition,
  range,
  hash: (text: string, algorithm = 'SHA-256') => hashText(text, algorithm),
  random: (seed?: number) => (seed === undefined ? ids.random() : seededRandom(seed)),
  uuid: () => ids.uuid(),
  parse,
  eval: unsupported,
});
