import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..', 'src');

/** Folders that hold input to its schema where it comes in, and let types flow from there. */
const rooms = [
  ...['assembly', 'boot', 'events', 'foundation', 'gateway', 'lambda', 'logs', 'policies', 'queues'],
  ...['schedules', 'topics'],
];

/** Each with its reason beside it, or one that its place gives: Node.js's own types, and hot paths. */
const MOST = 12;

/** Code alone: no comments, no imports, and of texts only their quotes. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replaceAll(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
    .replaceAll(/^(?:import|export) [^;]*;/gm, '');
}

const assertion =
  /^.*\bas (?:[A-Z{([]|(?:any|boolean|keyof|never|number|object|readonly|string|typeof|unknown)\b).*$/gm;

function assertionsIn(room: string): string[] {
  return readdirSync(join(source, room), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap(({ name, parentPath }) =>
      [...codeOf(readFileSync(join(parentPath, name), 'utf8')).matchAll(assertion)].map(
        ([line]) => `${room}/${name}: ${line.trim()}`,
      ),
    );
}

test(`no more than ${MOST} type assertions: input is parsed, and types flow`, () => {
  const found = rooms.flatMap(assertionsIn);
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(MOST);
});
