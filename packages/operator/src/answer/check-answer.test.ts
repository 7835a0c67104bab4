import { describe, expect, it } from 'vitest';
import { checkOutput, checkProgress, checkText } from './check-answer.ts';

describe('an answer by hand is checked before it is published', () => {
  it.each([
    ['{"even":true}', { even: true }],
    ['null', null],
    ['"yes"', 'yes'],
    ['3', 3],
  ])('takes %s', (text, value) => {
    expect(checkOutput(text)).toEqual(value);
  });

  it.each([
    ['yes', /not JSON .*given yes.*'"yes"'/s],
    ['', /not JSON/],
    [JSON.stringify('x'.repeat(262_144)), /262146 bytes.*262144 at most.*S3/],
    [`${'['.repeat(600)}${']'.repeat(600)}`, /deeper than 512/],
  ])('refuses an output and says why', (text, message) => {
    expect(() => checkOutput(text)).toThrow(message);
  });

  it('refuses progress over 4,096 bytes, an empty reason, and one that is a novel', () => {
    expect(() => checkProgress(JSON.stringify('x'.repeat(5000)))).toThrow(/progress has 5002 bytes/);
    expect(() => checkText('why', ' ', 10)).toThrow(/why is empty/);
    expect(() => checkText('why', 'x'.repeat(11), 10)).toThrow(/11 characters/);
  });
});
