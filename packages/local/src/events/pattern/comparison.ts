import type { JsonScalar } from '../json.ts';

/** One test of one leaf of an event. */
export type Comparison = (value: JsonScalar) => boolean;

/** Tests strings; numbers, booleans and null never pass. */
export function onStrings(test: (text: string) => boolean): Comparison {
  return (value) => typeof value === 'string' && test(value);
}
