import { expect, test } from 'vitest';
import { atOnce } from '../../foundation/steps.ts';
import type { JsonObject } from '../json.ts';
import { checkDefinition, examineDefinition } from './check-definition.ts';

const elsewhere = async () => undefined;

/** A machine of so many states, one after the other. */
const chain = (count: number, stateOf: (index: number) => JsonObject): JsonObject => {
  const states = Array.from({ length: count }, (_, index) => [
    `s${index}`,
    { Type: 'Pass', ...stateOf(index), ...(index < count - 1 ? { Next: `s${index + 1}` } : { End: true }) },
  ]);
  return { StartAt: 's0', States: Object.fromEntries(states) as JsonObject };
};

/** Work that grows with the square of the definition took from ten seconds to a minute here. */
test.each([
  ['15,000 states that assign', chain(15_000, (index) => ({ Assign: { [`v${index}`]: index } }))],
  [
    '30,000 parameters in one state',
    chain(1, () => ({
      Parameters: Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`k${index}.$`, '$.a'])),
    })),
  ],
])('a definition near its limit of 1 MB is checked in a moment: %s', (_, definition) => {
  atOnce(checkDefinition(JSON.stringify(definition), 'STANDARD', elsewhere));
});

const branch = (name: string, variable: string): JsonObject => ({
  StartAt: name,
  States: { [name]: { Type: 'Pass', Assign: { [variable]: 1 }, End: true } },
});

test.each([
  ['a state beside it assigns it', { Assign: { a: 1 } }, {}, ['/States/s1/Branches[0]/States/b']],
  ['the state around it assigns it', {}, { Assign: { a: 1 } }, ['/States/s1/Branches[0]/States/b']],
  [
    'only a Catcher of the state around it assigns it',
    {},
    { Catch: [{ ErrorEquals: ['States.ALL'], Assign: { a: 1 }, Next: 's2' }] },
    [],
  ],
  ['nothing outside assigns it', { Assign: { c: 1 } }, {}, []],
])('a branch that assigns a variable, where %s', (_, beside, around, found) => {
  const machine = chain(3, (index) => {
    if (index === 1) return { Type: 'Parallel', Branches: [branch('b', 'a')], ...around };
    return index === 0 ? beside : {};
  });
  const { issues } = atOnce(examineDefinition(JSON.stringify(machine), 'STANDARD', elsewhere));
  expect(issues.map(({ location }) => location)).toEqual(found);
});
