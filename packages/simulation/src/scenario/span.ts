/** From and to when, in milliseconds. */
export type Span = readonly [number, number];

export function upTo(milliseconds: number): Span {
  return [0, milliseconds];
}
