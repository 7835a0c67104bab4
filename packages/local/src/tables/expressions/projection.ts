import { type Attributes, type AttributeValue, attributeOf, attributes } from '../values/attribute-value.ts';
import type { Bindings } from './bindings.ts';
import { type DocumentPath, findClash, parsePath, type WrittenPath } from './document-path.ts';
import { checkLength, createMistakes } from './expression-error.ts';
import { tokenize } from './tokens.ts';

/** @throws ExpressionError */
export function parseProjection(text: string): readonly WrittenPath[] {
  checkLength(text);
  const tokens = tokenize(text);
  const mistakes = createMistakes(['reserved word']);
  const paths: WrittenPath[] = [];
  do paths.push(parsePath(tokens, (message) => mistakes.note('reserved word', message)));
  while (tokens.take(','));
  if (!tokens.isEnd()) throw tokens.unexpected();
  mistakes.report();
  return paths;
}

/** @throws ExpressionError */
export function bindProjection(written: readonly WrittenPath[], bindings: Bindings): readonly DocumentPath[] {
  const paths = written.map((path) => bindings.path(path));
  const clash = findClash(paths);
  if (clash !== undefined) throw clash;
  return paths;
}

/** Only what stands at the paths, each in its place; what is left of a list moves together. */
export function project(item: Attributes, paths: readonly DocumentPath[]): Attributes {
  return projectMap(item, paths, 0);
}

function projectMap(map: Attributes, paths: readonly DocumentPath[], depth: number): Attributes {
  const projected = attributes();
  for (const [name, within] of grouped(paths, depth)) {
    const value = projectValue(attributeOf(map, String(name)), within, depth + 1);
    if (value !== undefined) projected[name] = value;
  }
  return projected;
}

function projectValue(
  value: AttributeValue | undefined,
  paths: readonly DocumentPath[],
  depth: number,
): AttributeValue | undefined {
  if (value === undefined || paths.some((path) => path.length === depth)) return value;
  const byPosition = typeof paths[0]?.[depth] === 'number';
  if (byPosition && 'L' in value) return nonEmptyList(value.L, paths, depth);
  if (byPosition || !('M' in value)) return undefined;
  const map = projectMap(value.M, paths, depth);
  return Object.keys(map).length === 0 ? undefined : { M: map };
}

function nonEmptyList(
  list: readonly AttributeValue[],
  paths: readonly DocumentPath[],
  depth: number,
): AttributeValue | undefined {
  const positions = [...grouped(paths, depth)].sort(([one], [other]) => Number(one) - Number(other));
  const projected = positions
    .map(([position, within]) => projectValue(list[Number(position)], within, depth + 1))
    .filter((value) => value !== undefined);
  return projected.length === 0 ? undefined : { L: projected };
}

function grouped(paths: readonly DocumentPath[], depth: number): Map<string | number, DocumentPath[]> {
  return Map.groupBy(paths, (path) => path[depth] ?? '');
}
