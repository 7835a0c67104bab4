import { describe, expect, it } from 'vitest';
import { avoidedWords } from './avoided-words.ts';
import { findWords } from './find-words.ts';

const words = (text: string) => findWords(text, avoidedWords).map(({ word }) => word.toLowerCase());

describe('a word that the project avoids', () => {
  it.each([
    ['in a sentence', '/** The worker is told. */', 'told'],
    ['in a title', "it('buries a message', () => {", 'buries'],
    ['in a name in camel case', 'const toldVerdicts = isTold(event);', 'told'],
    ['in a type', 'export interface GuardedQueue {', 'guarded queue'],
    ['in a constant', 'const PATIENCE_MS = 5_000;', 'patience'],
    ['in a file name', "import { a } from './guarded-queue.ts';", 'guarded queue'],
    ['in a message', "throw new Error('the body is no JSON')", 'is no json'],
  ])('is found %s', (_, text, word) => {
    expect(words(text)).toContain(word);
  });

  it('is found with its line, and with what to say instead', () => {
    expect(findWords('a\nrefused anew\n', avoidedWords)).toEqual([
      { line: 2, word: 'anew', instead: 'again' },
    ]);
  });

  it('is not found within another word', () => {
    expect(words('indeed, a tolder cloud; is no longer; heartbeatInterval; is not JSON')).toEqual([]);
  });
});
