import { expect, it } from 'vitest';
import { stageOfTables } from './stage-of-tables.ts';

it.each([
  ['the standard name', ['orders', 'callback-relay-prod-callbacks'], undefined, 'prod'],
  [
    'a scheme of the team',
    ['waits.prod.acme'],
    ({ stage }: { stage: string }) => `waits.${stage}.acme`,
    'prod',
  ],
  [
    'no table of callbacks',
    ['orders', 'callback-relay-callbacks', 'callback-relay-Prod-callbacks'],
    undefined,
    undefined,
  ],
  ['a scheme without the stage', ['acme-waits'], () => 'acme-waits', undefined],
  [
    'a scheme that says the stage twice',
    ['prod-waits-prod'],
    ({ stage }: { stage: string }) => `${stage}-waits-${stage}`,
    undefined,
  ],
])('the stage is found in the names of tables by %s', (_, tables, naming, stage) => {
  expect(stageOfTables(tables, naming)).toBe(stage);
});
