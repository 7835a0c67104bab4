import { describe, expect, it } from 'vitest';
import { parseTlaValue } from './tla-value.ts';

describe('a value as TLC prints it', () => {
  it.each([
    ['{}', []],
    ['{"e1", "e2"}', ['e1', 'e2']],
    ['<<FALSE, 12>>', [false, 12]],
    ['[state |-> "none", attempts |-> {1}]', { state: 'none', attempts: [1] }],
    ['( h1 :> [pc |-> "idle"] @@ h2 :> [pc |-> "call"] )', { h1: { pc: 'idle' }, h2: { pc: 'call' } }],
    ['<<>>', []],
  ])('reads %s', (text, value) => {
    expect(parseTlaValue(text)).toEqual(value);
  });

  it.each(['[state |-> ', '{1, 2', '<<1>> 2', ''])('refuses %j, which is cut short or too long', (text) => {
    expect(() => parseTlaValue(text)).toThrow(SyntaxError);
  });
});
