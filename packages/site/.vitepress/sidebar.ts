import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { repositoryFolder } from './pages.ts';

/** In reading order: what it is, each team's own guide, what holds, and what to look things up in. */
export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Start here',
    items: [
      { text: 'What it is', link: '/' },
      { text: 'Which team are you?', link: '/docs/which-team' },
      { text: 'Getting started', link: '/docs/getting-started' },
      { text: 'Examples', items: foldersOf('examples') },
    ],
  },
  {
    text: 'Guides',
    items: [
      { text: 'Deploy', link: '/docs/deploy' },
      { text: 'Try your code under faults', link: '/docs/chaos' },
      { text: 'Without CDK', link: '/docs/without-cdk' },
      { text: 'Operate', link: '/docs/operate' },
      { text: 'My execution hangs', link: '/docs/execution-hangs' },
      { text: 'Runbook', link: '/docs/runbook' },
      { text: 'Upgrade', link: '/docs/upgrade' },
      { text: 'Regions and recovery', link: '/docs/regions' },
      { text: 'Cost', link: '/docs/cost' },
    ],
  },
  {
    text: 'Concepts',
    items: [
      { text: 'Architecture', link: '/docs/architecture' },
      { text: 'Promises', link: '/docs/promises' },
      { text: 'Run the simulation', link: '/docs/simulation' },
      { text: 'The specification', link: '/spec/' },
      { text: 'Security', link: '/docs/security' },
      { text: 'Performance', link: '/docs/performance' },
      { text: 'How figures move', link: '/docs/figures' },
      { text: 'Decisions', collapsed: true, items: pagesOf('docs/decisions') },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'The contract', link: '/docs/contract' },
      { text: 'Verdicts', link: '/docs/verdicts', collapsed: true, items: pagesOf('docs/verdicts') },
      { text: 'Codes', collapsed: true, items: pagesOf('docs/codes') },
      { text: 'Constructs', link: '/infra/' },
      { text: 'Where do I change X?', link: '/docs/where-to-change' },
      { text: 'Packages', collapsed: true, items: foldersOf('packages') },
      { text: 'API', collapsed: true, items: surfaces() },
    ],
  },
];

function pagesOf(folder: string): DefaultTheme.SidebarItem[] {
  return readdirSync(join(repositoryFolder, folder))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => file.replace(/\.md$/, ''))
    .map((page) => ({ text: page.replace(/^\d+-/, '').replaceAll('-', ' '), link: `/${folder}/${page}` }));
}

/** What each published package exports, with its docstrings' first sentences. */
function surfaces(): DefaultTheme.SidebarItem[] {
  return ['infra', ...readdirSync(join(repositoryFolder, 'packages')).map((name) => `packages/${name}`)]
    .filter((folder) => existsSync(join(repositoryFolder, folder, 'api.md')))
    .map((folder) => ({ text: folder.replace('packages/', ''), link: `/${folder}/api` }));
}

function foldersOf(folder: string): DefaultTheme.SidebarItem[] {
  return readdirSync(join(repositoryFolder, folder), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(join(repositoryFolder, folder, entry.name)).includes('README.md'),
    )
    .map(({ name }) => ({ text: name, link: `/${folder}/${name}/` }));
}
