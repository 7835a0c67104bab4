import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';

describe('the options of the demo', () => {
  it('runs the even and the odd number of the article by default', () => {
    expect(readOptions([])).toEqual({ numbers: [12, 7], runs: 1, json: false });
  });

  it('takes one number, negative ones too', () => {
    expect(readOptions(['--number', '-3', '--json'])).toEqual({ numbers: [-3], runs: 1, json: true });
  });

  it.each(['1.5', 'twelve', '', '0x10', '9007199254740993'])('refuses %j, and says what it takes', (text) => {
    expect(() => readOptions(['--number', text])).toThrow(UsageError);
    expect(() => readOptions(['--number', text])).toThrow(/integer/);
  });

  it('refuses options that it does not know by name', () => {
    expect(() => readOptions(['--nunber', '1'])).toThrow(/--nunber/);
  });
});
