import type { AvoidedWord } from './avoided-words.ts';

/** Where a text has a word that it should not have. */
export interface FoundWord {
  /** Counted from 1. */
  readonly line: number;
  readonly word: string;
  readonly instead: string;
}

/** Every avoided word of a text: names in camel case, snake case and kebab case are read as the words that they are made of. */
export function findWords(text: string, avoided: readonly AvoidedWord[]): readonly FoundWord[] {
  const patterns = avoided.map(({ pattern, instead }) => ({
    pattern: new RegExp(`\\b(?:${pattern})\\b`, 'gi'),
    instead,
  }));
  return text.split('\n').flatMap((content, at) => {
    const words = asWords(content);
    return patterns.flatMap(({ pattern, instead }) =>
      [...words.matchAll(pattern)].map(([word]) => ({ line: at + 1, word, instead })),
    );
  });
}

function asWords(line: string): string {
  return line.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' ');
}
