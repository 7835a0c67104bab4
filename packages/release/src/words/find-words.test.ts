import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { avoidedWords } from './avoided-words.ts';
import { findWords } from './find-words.ts';

const samples = [
  { pattern: '[g]izmo(s|ed)?', instead: 'widget' },
  { pattern: '[t]hing maker', instead: 'factory' },
];
const words = (text: string) => findWords(text, samples).map(({ word }) => word.toLowerCase());

describe('a word that a project avoids', () => {
  it.each([
    ['in a sentence', '/** The worker is gizmoed. */', 'gizmoed'],
    ['in a title', "it('gizmos a message', () => {", 'gizmos'],
    ['in a name in camel case', 'const gizmoVerdicts = isGizmoed(event);', 'gizmo'],
    ['in a type', 'export interface ThingMaker {', 'thing maker'],
    ['in a constant', 'const GIZMO_MS = 5_000;', 'gizmo'],
    ['in a file name', "import { a } from './thing-maker.ts';", 'thing maker'],
  ])('is found %s', (_, text, word) => {
    expect(words(text)).toContain(word);
  });

  it('is found with its line, and with what to say instead', () => {
    expect(findWords('a\nrefused gizmo\n', samples)).toEqual([{ line: 2, word: 'gizmo', instead: 'widget' }]);
  });

  it('is not found within another word', () => {
    expect(words('agizmo, gizmotic; thing-makers')).toEqual([]);
  });
});

describe('the list of this project', () => {
  it('finds its words', () => {
    const alternatives = avoidedWords.flatMap(({ pattern }) => pattern.split('|'));
    const plain = alternatives.filter((each) => /^\[\w\]\w+$/.test(each));
    expect(plain.length).toBeGreaterThan(10);
    for (const each of plain)
      expect(findWords(`it ${each.replaceAll(/[[\]]/g, '')} is`, avoidedWords), each).toHaveLength(1);
  });

  it('does not find itself', () => {
    const own = readFileSync(new URL('./avoided-words.ts', import.meta.url), 'utf8');
    expect(findWords(own, avoidedWords)).toEqual([]);
  });
});
