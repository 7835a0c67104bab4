import { expect, it } from 'vitest';
import { markNames, markNamesIn } from '../src/marks/mark-names.ts';
import { rareMarks } from '../src/marks/rare-marks.ts';
import { run } from '../src/run.ts';

it('finds the mark of every branch of the protocol, each name once', () => {
  const names = markNames();
  expect(new Set(names).size).toBe(names.length);
  for (const area of ['decide', 'settle', 'close', 'cancel', 'give-up', 'claim', 'open-write'])
    expect(names.filter((name) => name.startsWith(`${area}/`)).length, area).toBeGreaterThan(0);
});

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

it('counts marks that the code has, and no others', async () => {
  const names = markNames();
  const { marks } = await run(1);
  expect(Object.keys(marks).length).toBeGreaterThan(10);
  expect(Object.keys(marks).filter((name) => !names.includes(name))).toEqual([]);
});

it('calls no mark rare that is not there', () => {
  const names = markNames();
  expect(rareMarks.filter((name) => !names.includes(name))).toEqual([]);
});
