import { expect, it } from 'vitest';
import { markNamesIn } from './mark-names.ts';

it('refuses a mark that is named twice, with both of its places', () => {
  const files = [
    { path: 'a.ts', text: "if (x) mark('area/branch');\n" },
    { path: 'b.ts', text: "\nreturn mark(\n  'area/branch', 1);\n" },
  ];
  expect(() => markNamesIn(files)).toThrow('the mark area/branch is named twice, at a.ts:1 and at b.ts:2');
});

it('refuses a mark whose name is put together', () => {
  const text = 'mark(isMine ? `a` : `b`);\n';
  expect(() => markNamesIn([{ path: 'a.ts', text }])).toThrow('a.ts:1: the name of a mark is a literal');
});
