// Which Markdown of the repository is a page, and where it stands on the site.
import { fileURLToPath } from 'node:url';

export const repositoryFolder = fileURLToPath(new URL('../../..', import.meta.url));
export const repositoryUrl = 'https://github.com/callback-relay/callback-relay';

/** Globs from the repository's folder. */
export const pagePatterns = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/**/*.md',
  'infra/README.md',
  'infra/api.md',
  'spec/README.md',
  'packages/*/api.md',
  'packages/*/README.md',
  'examples/*/README.md',
];

export function isPage(file: string): boolean {
  return /^((README|CONTRIBUTING|SECURITY)\.md|docs\/.*\.md|(infra|spec|packages\/[^/]+|examples\/[^/]+)\/(README|api)\.md)$/.test(
    file,
  );
}

/** A README is the first page of its folder. */
export function rewritten(file: string): string {
  return file.replace(/(^|\/)README\.md$/, '$1index.md');
}
