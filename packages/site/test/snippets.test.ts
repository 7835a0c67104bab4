import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isPage, pagePatterns, repositoryFolder } from '../.vitepress/pages.ts';
import { compiledText, type Snippet, snippetsOf } from '../src/snippets.ts';

const folder = fileURLToPath(new URL('../.snippets/', import.meta.url));

it('compiles every block of TypeScript in every page', { timeout: 120_000 }, () => {
  const pages = globSync(pagePatterns, { cwd: repositoryFolder }).filter(
    (file) => isPage(file) && !file.endsWith('/api.md'),
  );
  const snippets = pages.flatMap((page) =>
    snippetsOf(page, readFileSync(join(repositoryFolder, page), 'utf8')),
  );
  expect(snippets.length).toBeGreaterThan(5);
  rmSync(folder, { recursive: true, force: true });
  for (const snippet of snippets) {
    mkdirSync(dirname(pathOf(snippet)), { recursive: true });
    writeFileSync(pathOf(snippet), compiledText(snippet));
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
  expect(compile()).toBe('');
});

/** What is not used, and members that may be missing, are the reader's to care for. */
const configuration = {
  extends: '../../../tsconfig.cdk.json',
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, noUncheckedIndexedAccess: false },
  include: ['**/*.ts'],
};

function pathOf({ page, file }: Snippet): string {
  return join(folder, page.replaceAll('/', '+').replace(/\.md$/, ''), file);
}

function compile(): string {
  try {
    execFileSync('tsc', ['--noEmit', '--project', folder], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (failure) {
    const printed = (failure as { stdout?: string }).stdout;
    if (printed === undefined) throw failure;
    // What the packages themselves are compiled with is `pnpm typecheck`'s business.
    return printed
      .split('\n')
      .filter((line) => line.startsWith('.snippets/'))
      .join('\n');
  }
}
