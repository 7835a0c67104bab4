import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { mermaidFences } from './mermaid-fences.ts';
import { isPage, repositoryFolder, repositoryUrl, rewritten } from './pages.ts';
import { linkIntoRepository } from './repository-links.ts';
import { sidebar } from './sidebar.ts';
import { simulationBundle } from './simulation-bundle.ts';

export default defineConfig({
  title: 'Callback Relay',
  description: 'Let anything in the world finish a sleeping AWS Step Functions task',
  srcDir: repositoryFolder,
  srcExclude: [
    '**/node_modules/**',
    '**/cdk.out/**',
    '.changeset/**',
    '**/SUPPORTED.md',
    '**/templates/**',
    '**/CHANGELOG.md',
    '.github/**',
  ],
  rewrites: rewritten,
  transformPageData(page) {
    if (!isPage(page.filePath))
      throw new Error(`${page.filePath} has no place on the site: add it to pages.ts`);
  },
  cleanUrls: true,
  lastUpdated: false,
  // The pages lie outside this package, where nothing leads to its dependencies.
  vite: {
    resolve: { alias: { vue: fileURLToPath(new URL('../node_modules/vue', import.meta.url)) } },
    plugins: [simulationBundle()],
  },
  markdown: {
    config(md) {
      linkIntoRepository(md);
      mermaidFences(md);
    },
  },
  themeConfig: {
    nav: [
      { text: 'Getting started', link: '/docs/getting-started' },
      { text: 'Guides', link: '/docs/deploy' },
      { text: 'Examples', link: '/examples/02-order/' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repositoryUrl }],
    editLink: { pattern: `${repositoryUrl}/edit/main/:path`, text: 'Edit this page' },
  },
});
