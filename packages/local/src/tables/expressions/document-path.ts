import { ExpressionError } from './expression-error.ts';
import { isReserved } from './reserved-words.ts';
import type { Tokens } from './tokens.ts';

/** A path as it is written: names, `#names` and positions of lists. */
export type WrittenPath = readonly [head: string, ...within: (string | number)[]];

/** A path with its names filled in. */
export type DocumentPath = readonly [head: string, ...within: (string | number)[]];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const DEEPEST_PATH = 32;

/**
 * Reads a path.
 * @param onReserved hears of the first bare name that is a reserved word
 */
export function parsePath(tokens: Tokens, onReserved: (message: string) => void): WrittenPath {
  const path: [string, ...(string | number)[]] = [parseName(tokens, onReserved)];
  for (;;) {
    if (tokens.take('.')) path.push(parseName(tokens, onReserved));
    else if (tokens.take('[')) path.push(parsePosition(tokens));
    else break;
  }
  if (path.length > DEEPEST_PATH)
    throw new ExpressionError(
      `The document path has too many nesting elements; nesting elements: ${path.length}`,
    );
  return path;
}

function parseName(tokens: Tokens, onReserved: (message: string) => void): string {
  const { kind, text } = tokens.current;
  if (kind !== 'word' && kind !== 'name') throw tokens.unexpected();
  if (kind === 'word' && isReserved(text))
    onReserved(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
  tokens.next();
  return text;
}

function parsePosition(tokens: Tokens): number {
  if (tokens.current.kind !== 'number') throw tokens.unexpected();
  const { text } = tokens.next();
  tokens.expect(']');
  const position = Number(text);
  if (position > 0x7fffffff)
    throw new ExpressionError(`List index is not within the allowable range; index: [${text}]`);
  return position;
}

/** As DynamoDB shows a path in messages: `[a, [1], b]`. */
export function showPath(path: DocumentPath): string {
  return `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;
}

export function equalPaths(one: DocumentPath, other: DocumentPath): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

/**
 * Finds the first two paths of which one lies within the other (overlap), or that go into the same place as a list and
 * as a map (conflict). Linear in the paths' length.
 */
export function findClash(paths: readonly DocumentPath[]): ExpressionError | undefined {
  const root: Place = { children: new Map() };
  let conflict: ExpressionError | undefined;
  for (const path of paths) {
    const { overlap, conflicting } = place(root, path);
    if (overlap !== undefined) return clash('overlap', overlap, path);
    if (conflicting !== undefined) conflict ??= clash('conflict', conflicting, path);
  }
  return conflict;
}

interface Place {
  readonly children: Map<string | number, Place>;
  /** The first path that goes through here. */
  through?: DocumentPath;
  ends?: boolean;
}

function place(root: Place, path: DocumentPath): { overlap?: DocumentPath; conflicting?: DocumentPath } {
  let at = root;
  let conflicting: DocumentPath | undefined;
  for (const part of path) {
    const [sibling] = at.children.keys();
    if (sibling !== undefined && typeof sibling !== typeof part && conflicting === undefined)
      conflicting = at.children.get(sibling)?.through;
    const next: Place = at.children.get(part) ?? { children: new Map(), through: path };
    at.children.set(part, next);
    at = next;
    if (at.ends && at.through !== undefined) return { overlap: at.through };
  }
  if (at.children.size > 0 && at.through !== undefined) return { overlap: at.through };
  at.ends = true;
  return { ...(conflicting && { conflicting }) };
}

function clash(how: 'overlap' | 'conflict', one: DocumentPath, other: DocumentPath): ExpressionError {
  return new ExpressionError(
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${showPath(one)}, path two: ${showPath(other)}`,
  );
}
