// The pages link to one another and to source files as they lie in the repository, so that they can be read there too. On the site a link to
// a folder leads to its README, and one to any other file to the repository.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { isPage, repositoryFolder, repositoryUrl } from './pages.ts';

export function linkIntoRepository(md: MarkdownRenderer): void {
  md.core.ruler.push('repository-links', (state) => {
    const page: string = state.env.path;
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href !== null) token.attrSet('href', onSite(page, href));
    }
  });
}

/** @throws Error where a page links to a file that is not in the repository: the build fails and names both. */
export function onSite(page: string, href: string): string {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = resolve(dirname(page), decodeURI(path));
  if (!existsSync(target))
    throw new Error(`${relative(repositoryFolder, page)} links to ${path}, which is not there`);
  const readme = statSync(target).isDirectory() ? join(target, 'README.md') : target;
  const file = relative(repositoryFolder, existsSync(readme) ? readme : target);
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (isPage(file))
    return `${relative(dirname(page), join(repositoryFolder, file)) || '.'}${hash}`.replace(/^(?!\.)/, './');
  return `${repositoryUrl}/blob/main/${file}${hash}`;
}
