import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codes, verdicts } from '@callback-relay/contract';
import { expect, it } from 'vitest';
import { repositoryFolder } from '../.vitepress/pages.ts';

const pagesIn = (folder: string) =>
  readdirSync(join(repositoryFolder, folder))
    .map((file) => file.replace(/\.md$/, ''))
    .sort();

it('has one page for each verdict, and no other', () => {
  expect(pagesIn('docs/verdicts')).toEqual(Object.keys(verdicts).sort());
});

it('has one page for each code, and no other', () => {
  expect(pagesIn('docs/codes')).toEqual(Object.keys(codes).sort());
});
