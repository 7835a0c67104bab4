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
  const { issuesOf, resultSchema } = await import('./src/index.ts');
  const detail = { version: 1, correlationId: 'orders:1' };
  const { error } = resultSchema.safeParse({ type: 'Callback Succeeded', detail });
  console.log(JSON.stringify(issuesOf(error)));
`;

it('what is wrong with a message is said in English, by the contract alone', () => {
  expect(printed(brokenResult)).toEqual([
    'detail.version: Invalid input: expected string, received number',
    'detail.output: must be a JSON value (null is one, a missing field is not)',
  ]);
});

it.each([
  ['before', (choice: string) => choice + brokenResult],
  ['after', (choice: string) => `await import('./src/index.ts'); ${choice} ${brokenResult}`],
])('who chooses another language %s the contract is loaded keeps it', (_, script) => {
  const german = `
    const z = await import('zod/mini');
    z.config(z.locales.de());
  `;
  const [issue] = printed(script(german)) as string[];
  expect(issue).toMatch('detail.version: Ungültige Eingabe');
});
