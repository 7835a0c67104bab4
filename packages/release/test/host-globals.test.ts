import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from './command.ts';
import { publishedPackages } from './published-packages.ts';

/** Packages that are loaded by functions and processes of other teams. */
const names = new Set(['contract', 'worker', 'requester', 'relay'].map((name) => `@callback-relay/${name}`));

const packages = publishedPackages.filter(({ manifest }) => names.has(manifest.name));

/** Their doors that code imports. `./lambda` is a function of its own, and the schemas are data. */
const doors = packages.flatMap(({ folder, manifest }) =>
  Object.entries(manifest.exports ?? {})
    .filter(([door]) => door !== './lambda' && !door.endsWith('.json'))
    .map(([door, source]) => [manifest.name + door.slice(1), join(folder, String(source))] as const),
);

/** Those of others are loaded first: what zod or the AWS SDK sets is theirs. Some are types alone. */
const libraries = packages.flatMap(({ folder, manifest: { dependencies, peerDependencies } }) =>
  Object.keys({ ...dependencies, ...peerDependencies })
    .filter((name) => !name.startsWith('@callback-relay/'))
    .map((name) => [folder, name]),
);

/** Prints what differs, after a module is imported, of what all code of a process shares. */
const script = (file: string) => `
  const { createRequire } = await import('node:module');
  for (const [folder, library] of ${JSON.stringify(libraries)})
    try {
      createRequire(folder + '/package.json')(library);
    } catch {}
  await fetch('data:,');
  const shared = { globalThis, process: Object.assign(Object.create(null), { env: process.env }) };
  for (const of of [Object, Array, String, Number, Promise, Map, Set, Date, Error, Function, RegExp, JSON, Math, Symbol])
    Object.assign(shared, { [of.name ?? String(of)]: of, [(of.name ?? String(of)) + '.prototype']: of.prototype ?? {} });
  const members = () => new Map(Object.entries(shared).flatMap(([name, of]) =>
    Reflect.ownKeys(of).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(of, key);
      const path = name + ' ' + String(key);
      return [[path, value], [path + ' get', get], [path + ' set', set]];
    })).concat(
      Object.entries(process.env),
      process.eventNames().map((name) => ['listeners of ' + String(name), process.listenerCount(name)]),
    ));
  const before = members();
  ${file === '' ? "globalThis.planted = 1; process.on('exit', () => {});" : `await import(${JSON.stringify(file)});`}
  const after = members();
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  console.log(JSON.stringify(paths.filter((path) => !Object.is(before.get(path), after.get(path)))));
`;

async function changedBy(file: string): Promise<readonly string[]> {
  return JSON.parse(
    await run(import.meta.dirname, process.execPath, '--input-type=module', '--eval', script(file)),
  );
}

it('a global that is set, and a listener that is added, are seen', async () => {
  expect(await changedBy('')).toEqual(['globalThis planted', 'listeners of exit']);
});

it('there are doors of each package', () => {
  expect(packages).toHaveLength(names.size);
  expect(doors.length).toBeGreaterThan(names.size);
});

it.each(doors)('importing %s sets nothing of its host', async (_, source) => {
  expect(await changedBy(source)).toEqual([]);
});
