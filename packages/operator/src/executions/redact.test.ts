import { describe, expect, it } from 'vitest';
import { redactTokens } from './redact.ts';

/** As long as AWS's tokens are, and of their alphabet. */
const token = `${'AQCoAAAAKgAAAAMAAAAAAAAA'.repeat(20)}+/abc==`;

describe('what is shown of an execution', () => {
  it.each([
    ['under its usual name', { taskToken: token }],
    ['under another name', { receipt: token }],
    ['in a list', { tokens: [token] }],
    ['in JSON within a text', { parameters: JSON.stringify({ Payload: { taskToken: token, n: 1 } }) }],
    ['in JSON within JSON within a text', { input: JSON.stringify({ body: JSON.stringify({ token }) }) }],
    ['in the middle of a text', { cause: `Sending ${token} failed` }],
    ['in a URL', { url: `https://example.com/?t=${token.replaceAll('+', '-').replaceAll('/', '_')}` }],
  ])('has no token %s', (_, value) => {
    const shown = JSON.stringify(redactTokens(value));
    expect(shown).not.toContain(token.slice(0, 60));
    expect(shown).toContain('[task token]');
  });

  it('keeps everything else as it was, spaces and long numbers included', () => {
    const value = {
      input: '{ "order": 12345678901234567890, "token": "tok_visa" }',
      at: new Date(0),
      n: 3,
      none: null,
    };
    expect(redactTokens(value)).toEqual(value);
  });
});
