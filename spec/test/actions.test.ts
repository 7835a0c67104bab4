import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mutants } from '../src/models/mutants.ts';
import { promises } from '../src/models/promises.ts';
import { sentences } from '../src/story/story.ts';

const specification = readFileSync(new URL('../CallbackRelay.tla', import.meta.url), 'utf8');
const packages = ['callbacks-table', 'requester', 'relay'];
const source = packages.map(sourceOf).join('\n');

/** What the world does: no function of ours carries it out. */
const worldly = [
  'StartTask',
  'TimeOut',
  'DeadlinePasses',
  'Publish',
  'Redeliver',
  'ParkedTimeIsUp',
  'EndExecution',
  'Expire',
];
/** A mutant that is an action of its own. */
const mistaken = ['AcknowledgeAtOnce'];

describe('the specification names things as the code does', () => {
  const named = [...specification.matchAll(/^.*@code (\w+)\s*$/gm)].map(([, name = '']) => name);

  it.each([...new Set(named)])('%s is a function of requester, relay or callbacks-table', (name) => {
    expect(source).toMatch(new RegExp(`function ${name}\\b`));
  });

  it.each(actions())('the action %s says which function carries it out', (action) => {
    const isOfTheWorld = worldly.includes(action) || mistaken.includes(action);
    const body = specification.split(new RegExp(`^${action}\\(`, 'm'))[1]?.split(/^\w+\(.*==/m)[0] ?? '';
    expect(body.includes('@code')).toBe(!isOfTheWorld);
  });

  it('tells every action of a counterexample in a sentence', () => {
    expect(Object.keys(sentences).sort()).toEqual(actions().sort());
  });
});

describe('what is asked of it', () => {
  it('is there: every promise is an invariant of the specification', () => {
    for (const name of Object.keys(promises)) expect(specification).toMatch(new RegExp(`^${name} ==`, 'm'));
  });

  it('can fail: every mutant is a place in the specification, and every place has its mutant', () => {
    const places = [...specification.matchAll(/Mutant (?:=|#) "([\w-]+)"|Mutant \\in \{([^}]+)\}/g)].flatMap(
      ([, one, several]) => (one === undefined ? (several?.match(/[\w-]+/g) ?? []) : [one]),
    );
    expect([...new Set(places)].sort()).toEqual(mutants.map(({ name }) => name).sort());
  });
});

/** The actions that `Next` is made of. */
function actions(): string[] {
  const next = specification.slice(
    specification.indexOf('Requester(o) =='),
    specification.indexOf('Fairness =='),
  );
  const called = [...next.matchAll(/\b([A-Z]\w+)\([a-z](?:, [a-z])?\)/g)].map(([, name = '']) => name);
  return [...new Set(called)].filter(
    (name) => !['Requester', 'Relay', 'Result', 'Opened', 'Ended'].includes(name),
  );
}

function sourceOf(name: string): string {
  const folder = fileURLToPath(new URL(`../../packages/${name}/src/`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => readFileSync(`${folder}${file}`, 'utf8'))
    .join('\n');
}
