import { expect, it } from 'vitest';
import { utf8Bytes } from './json.ts';
import { limits } from './limits.ts';

it('an output at the limit fits into PutEvents and SQS with its envelope', () => {
  // EventBridge's envelope and the rest of the detail are a few hundred bytes; 4 KiB is ample.
  const envelope = 4_096;
  expect(limits.outputBytes + envelope).toBeLessThan(limits.putEventsBytes);
  expect(limits.payloadBytes + envelope).toBeLessThan(limits.messageBytes);
});

it('bytes are counted, not characters: half as many two-byte characters fill the output', () => {
  const text = 'ü'.repeat(limits.outputBytes / 2 - 1);
  expect(utf8Bytes(JSON.stringify(text))).toBe(limits.outputBytes);
  expect(text.length).toBeLessThan(limits.outputBytes);
});
