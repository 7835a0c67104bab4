import type { Ids } from '../ids.ts';
import { hashText } from '../intrinsics/encoding.ts';
import { seededRandom } from '../intrinsics/math.ts';
import type { Json } from '../json.ts';

const partition = (items: Json[], size: number): Json[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );

const range = (first: number, last: number, step: number): number[] =>
  Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, index) => first + index * step,
  );

const parse = (text: string): Json => JSON.parse(text) as Json;

const unsupported = () => {
  throw new Error('$eval is not supported in Step Functions; use $parse');
};

/** The functions that Step Functions adds to JSONata, or takes away ($eval). */
export const stepFunctionsBindings = (ids: Ids): Readonly<Record<string, unknown>> => ({
  partition,
  range,
  hash: (text: string, algorithm = 'SHA-256') => hashText(text, algorithm),
  random: (seed?: number) => (seed === undefined ? ids.random() : seededRandom(seed)),
  uuid: () => ids.uuid(),
  parse,
  eval: unsupported,
});
