import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the browser loads, beside the HTML: one script and one style sheet. */
export interface PageFiles {
  readonly script: string;
  readonly styles: string;
}

const built = fileURLToPath(new URL('../page/', import.meta.url));

/** As it was built into the package; in the workspace it is bundled from its sources, in some hundred milliseconds. */
export async function loadPage(): Promise<PageFiles> {
  if (existsSync(`${built}page.js`))
    return {
      script: readFileSync(`${built}page.js`, 'utf8'),
      styles: readFileSync(`${built}page.css`, 'utf8'),
    };
  // By its address, so that the build of this package does not take the bundler for a part of it.
  const bundler = new URL('../../bin/bundle-page.ts', import.meta.url).href;
  const { bundlePage } = (await import(bundler)) as { readonly bundlePage: () => Promise<PageFiles> };
  return bundlePage();
}
