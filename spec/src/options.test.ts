import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of pnpm model', () => {
  it('are all bounds and all mutants where nothing is said', () => {
    expect(readOptions([])).toEqual({
      quick: false,
      large: false,
      mutants: false,
      seconds: 600,
      json: false,
      help: false,
    });
  });

  it.each([
    [['--seconds', '0'], '--seconds must be a whole number'],
    [['--seconds', 'ten'], '--seconds must be a whole number'],
    [['--only', 'nothing'], 'no model or mutant is called so'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuse %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
