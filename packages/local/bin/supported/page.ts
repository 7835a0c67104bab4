import type { Section } from './sections.ts';
import type { TestOf } from './test-files.ts';

const head = `# What the local runtime supports

Written by \`pnpm supported\` from the descriptors that the runtime itself runs by; \`pnpm verify\` checks that it is theirs still. Each row
leads to a test that names it, and a row that no test names fails the check. What differs from AWS stands in
the [README](README.md#what-is-supported), and for [Step Functions](src/states/SUPPORTED.md),
[EventBridge](src/events/SUPPORTED.md) and [IAM](src/policies/SUPPORTED.md) on pages of their own.
`;

export interface Page {
  readonly text: string;
  /** Rows that no test names, each with its section. */
  readonly untested: readonly string[];
}

export function pageOf(sections: readonly Section[], testOf: TestOf, before: string): Page {
  const linkBefore = linksOf(before);
  const untested: string[] = [];
  const parts = sections.map(({ title, about, columns, rows }) => {
    const lines = rows.map((row) => {
      const { name, notes } = row;
      const test = testOf(row, linkBefore.get(`${title}: ${name}`));
      if (test === undefined) untested.push(`${title}: ${name}`);
      return tableLine([`\`${name}\``, ...notes, test === undefined ? '' : `[${nameOf(test)}](${test})`]);
    });
    const table = [tableLine(columns), tableLine(columns.map(() => '---')), ...lines];
    return `\n## ${title}\n\n${about}\n\n${table.join('\n')}\n`;
  });
  return { text: head + parts.join(''), untested };
}

/** The test of each row of a page that was written before, so that it changes only when it must. */
function linksOf(page: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  let title = '';
  for (const line of page.split('\n')) {
    title = /^## (.+)$/.exec(line)?.[1] ?? title;
    const [, name, test] = /^\| `([^`]+)` \|.*\]\(([^)]+)\) \|$/.exec(line) ?? [];
    if (name !== undefined && test !== undefined) links.set(`${title}: ${name}`, test);
  }
  return links;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function nameOf(file: string): string {
  return file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
}
