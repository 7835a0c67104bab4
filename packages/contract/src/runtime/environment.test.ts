import { describe, expect, it } from 'vitest';
import { environmentReader } from './environment.ts';

const read = environmentReader({ NAME: 'w', EMPTY: '', COUNT: '5', RATE: '2.5', BAD: '-1', WORD: 'five' });

describe('the reader of environment variables', () => {
  it('reads texts and numbers', () => {
    expect([read.text('NAME'), read.wholeNumber('COUNT'), read.number('RATE')]).toEqual(['w', 5, 2.5]);
    expect([read.optionalText('NAME'), read.optionalWholeNumber('COUNT')]).toEqual(['w', 5]);
  });

  it('takes an empty variable as not set', () => {
    expect([read.optionalText('EMPTY'), read.optionalWholeNumber('EMPTY')]).toEqual([undefined, undefined]);
    expect(() => read.text('EMPTY')).toThrow('EMPTY is not set');
    expect(() => read.number('MISSING')).toThrow('MISSING is not set');
  });

  it('says what was given and what is expected', () => {
    expect(() => read.wholeNumber('RATE')).toThrow('RATE must be a whole number above 0; given "2.5"');
    expect(() => read.number('BAD')).toThrow('BAD must be a number above 0; given "-1"');
    expect(() => read.optionalWholeNumber('WORD', 9)).toThrow(
      'WORD must be a whole number above 0 and up to 9; given "five"',
    );
    expect(() => read.number('COUNT', 4)).toThrow('COUNT must be a number above 0 and up to 4; given "5"');
  });

  it('marks each refusal with the code', () => {
    expect(() => read.text('MISSING')).toThrow(
      expect.objectContaining({ code: 'configuration-missing', name: 'CallbackRelay.ConfigurationMissing' }),
    );
  });
});
