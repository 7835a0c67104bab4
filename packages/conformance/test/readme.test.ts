import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRequirements } from '../src/cases/all-requirements.ts';
import { defaultPayloads } from '../src/payloads.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const contract = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8');
const firstCells = (heading: string) =>
  (readme.split(/^## /m).find((part) => part.startsWith(heading)) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => (line.split('|')[1] ?? '').trim().replaceAll('`', ''));

describe('the README', () => {
  it('lists the requirements by ID, in the order that they are checked', () => {
    expect(firstCells('What is checked')).toEqual(allRequirements.map(({ id }) => id));
  });

  it('shows the payloads that are sent when no others are given', () => {
    expect(firstCells('What the worker is asked')).toEqual(Object.keys(defaultPayloads));
    for (const payload of Object.values(defaultPayloads)) {
      expect(readme).toContain(JSON.stringify(payload).replace(':', ': '));
    }
  });
});

describe('the requirements', () => {
  const ids = allRequirements.map(({ id }) => id);

  it('have IDs of their own, and need only those that are checked before', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const [at, { id, needs }] of allRequirements.entries()) {
      for (const needed of needs) expect(ids.slice(0, at), `${id} needs ${needed}`).toContain(needed);
    }
  });

  it('lead to a section of docs/contract.md', () => {
    const anchors = [...contract.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(' ', '-')
        .replaceAll(/[^a-z0-9-]/g, ''),
    );
    for (const { id, section } of allRequirements) expect(anchors, id).toContain(section);
  });
});
