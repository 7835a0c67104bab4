import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..', 'src');

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

/** The first folder below `src`, or the file itself where it lies in none. */
function roomOf(file: string): string {
  return relative(source, file).split('/')[0] ?? '';
}

/** Which rooms a room imports from. */
function arrows(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    const from = roomOf(file);
    const targets = found.get(from) ?? new Set<string>();
    found.set(from, targets);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
      const to = roomOf(join(dirname(file), path));
      if (to !== from) targets.add(to);
    }
  }
  return found;
}

test('arrows between the folders only go down: no folder imports one that imports it', () => {
  const graph = arrows();
  const circles: string[] = [];
  const visit = (room: string, way: readonly string[]): void => {
    if (way.includes(room)) {
      circles.push([...way.slice(way.indexOf(room)), room].join(' → '));
      return;
    }
    for (const next of graph.get(room) ?? []) visit(next, [...way, room]);
  };
  for (const room of graph.keys()) visit(room, []);
  expect(circles.slice(0, 3)).toEqual([]);
});

test('the foundation imports from no other folder', () => {
  expect([...(arrows().get('foundation') ?? [])]).toEqual([]);
});
