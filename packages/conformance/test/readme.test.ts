import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allCases } from '../src/cases/all-cases.ts';
import { defaultPayloads } from '../src/payloads.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const firstCells = (heading: string) =>
  (readme.split(/^## /m).find((part) => part.startsWith(heading)) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => (line.split('|')[1] ?? '').trim().replaceAll('`', ''));

it('the README lists the cases that are played, in their order', () => {
  expect(firstCells('What is played')).toEqual(allCases.map(({ name }) => name));
});

it('the README shows the payloads that are sent when no others are given', () => {
  expect(firstCells('What the worker is asked')).toEqual(Object.keys(defaultPayloads));
  for (const payload of Object.values(defaultPayloads)) {
    expect(readme).toContain(JSON.stringify(payload).replace(':', ': '));
  }
});
