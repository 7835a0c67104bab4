import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { captureOutput } from './console.ts';

let printed: string[];
let end: () => void;

beforeEach(() => {
  const { write } = process.stdout;
  const { write: writeError } = process.stderr;
  const before = { ...console };
  onTestFinished(() => {
    Object.assign(process.stdout, { write });
    Object.assign(process.stderr, { write: writeError });
    Object.assign(console, before);
  });
  printed = [];
  end = captureOutput(
    (line) => printed.push(line),
    () => 'id',
  );
});

test('a character whose bytes come in two parts is whole', () => {
  const bytes = Buffer.from('a ä\n');
  process.stdout.write(bytes.subarray(0, 3));
  process.stdout.write(bytes.subarray(3));
  expect(printed).toEqual(['a ä']);
});

test('a text is of the encoding that it is written in', () => {
  process.stdout.write('68c3a40a', 'hex');
  expect(printed).toEqual(['hä']);
});

test('a line without an end is printed in parts, and its rest once the invocation is over', () => {
  process.stdout.write('x'.repeat(65_536));
  process.stdout.write('yz');
  expect(printed).toEqual(['x'.repeat(65_536)]);
  end();
  expect(printed.at(-1)).toBe('yz');
});
