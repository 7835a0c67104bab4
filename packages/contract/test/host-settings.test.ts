import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What a script prints in a process of its own, where nothing but the script has loaded zod. */
function printed(script: string): unknown {
  const args = ['--input-type=module', '--eval', script];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: join(import.meta.dirname, '..') }).toString(),
  );
}

const brokenResult = `
  const { resultSchema, validate } = await import('./src/index.ts');
  const detail = { version: 1, correlationId: 'orders:1' };
  console.log(JSON.stringify(validate(resultSchema, { type: 'Callback Succeeded', detail }).issues));
`;

it('what is wrong with a message is said in English', () => {
  expect(printed(brokenResult)).toEqual([
    'detail.version: Invalid input: expected string, received number',
    'detail.output: must be a JSON value (null is one, a missing field is not)',
  ]);
});

it.each([
  ['before', (choice: string) => choice + brokenResult],
  ['after', (choice: string) => `await import('./src/index.ts'); ${choice} ${brokenResult}`],
])('a host that has chosen another language %s the contract is loaded keeps it', (_, script) => {
  const german = `
    const z = await import('zod/mini');
    z.config(z.locales.de());
  `;
  const [issue] = printed(script(german)) as string[];
  expect(issue).toMatch('detail.version: Ungültige Eingabe');
});

it("importing the contract sets nothing of its host's", () => {
  const touched = printed(`
    const z = await import('zod/mini');
    const before = [Object.keys(z.config()), Reflect.ownKeys(globalThis).map(String)];
    await import('./src/index.ts');
    await import('./src/runtime/index.ts');
    const after = [Object.keys(z.config()), Reflect.ownKeys(globalThis).map(String)];
    console.log(JSON.stringify({ same: JSON.stringify(before) === JSON.stringify(after) }));
  `);
  expect(touched).toEqual({ same: true });
});
