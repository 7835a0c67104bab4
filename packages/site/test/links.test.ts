import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFolder, repositoryUrl } from '../.vitepress/pages.ts';
import { onSite } from '../.vitepress/repository-links.ts';

const page = join(repositoryFolder, 'docs/contract.md');

it('leads from page to page on the site', () => {
  expect(onSite(page, 'verdicts.md#finer-points')).toBe('./verdicts.md#finer-points');
  expect(onSite(page, '../packages/worker')).toBe('../packages/worker/README.md');
});

it('leads to source files in the repository', () => {
  const schema = '../packages/contract/schema/request.json';
  expect(onSite(page, schema)).toBe(`${repositoryUrl}/blob/main/packages/contract/schema/request.json`);
});

it('leaves addresses and anchors as they are', () => {
  for (const href of ['https://docs.aws.amazon.com/', '#codes', '/docs/deploy'])
    expect(onSite(page, href)).toBe(href);
});

it('refuses a link to nothing, and names the page and the link', () => {
  expect(() => onSite(page, 'nowhere.md')).toThrow(
    'docs/contract.md links to nowhere.md, which is not there',
  );
});
