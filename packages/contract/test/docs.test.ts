import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes, limits, resultTypes, verdicts } from '../src/index.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/contract.md'), 'utf8');

/** The first cell of each row of the table under `heading`, without its backquotes. */
function firstCells(heading: string): readonly string[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|---'));
  return rows.slice(1).map((row) => (row.split('|')[1] ?? '').trim().replaceAll('`', ''));
}

describe('docs/contract.md', () => {
  it('has an entry for each code, and none for others', () => {
    expect(firstCells('Codes')).toEqual(Object.keys(codes));
  });

  it('says what happens for each verdict but delivered', () => {
    const section = text.split(/^## /m).find((part) => part.startsWith('Wrong answers')) ?? '';
    const named = Object.keys(verdicts).filter((verdict) => section.includes(`\`${verdict}\``));
    expect(named).toEqual(Object.keys(verdicts).filter((verdict) => verdict !== 'delivered'));
  });

  it('has the three results', () => {
    expect(firstCells('What to publish')).toEqual(Object.values(resultTypes));
  });

  it('gives the fields of a request as its schema has them', () => {
    const schema = JSON.parse(readFileSync(join(root, 'packages/contract/schema/request.json'), 'utf8')) as {
      properties: object;
    };
    expect(firstCells('What arrives').map((cell) => cell.split('.')[0])).toEqual(
      Object.keys(schema.properties),
    );
  });

  it('gives the limits that the code keeps', () => {
    const section = text.split(/^## /m).find((part) => part.startsWith('Limits')) ?? '';
    const {
      outputBytes,
      errorCharacters,
      causeCharacters,
      progressBytes,
      payloadBytes,
      jsonDepth,
      putEventsBytes,
    } = limits;
    const documented = {
      outputBytes,
      errorCharacters,
      causeCharacters,
      progressBytes,
      payloadBytes,
      jsonDepth,
      putEventsBytes,
    };
    for (const [name, limit] of Object.entries(documented)) {
      expect(section, name).toContain(limit.toLocaleString('en'));
    }
  });

  it('shows the example of a request that the schema folder has', () => {
    const shown = /```json\n([^`]+)```/.exec(text)?.[1] ?? '';
    const example: unknown = JSON.parse(
      readFileSync(join(root, 'packages/contract/schema/examples/request.json'), 'utf8'),
    );
    expect(JSON.parse(shown)).toEqual(example);
  });
});
