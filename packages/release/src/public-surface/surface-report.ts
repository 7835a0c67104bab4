import { dirname, join } from 'node:path/posix';
import { type DeclarationFile, readDeclarationFile } from './declaration-file.ts';

/** A door of a package: what stands in its `exports`, and the declaration file behind it. */
export interface Door {
  /** As it is imported: `@callback-relay/worker/ports`. */
  readonly name: string;
  /** Path of its declaration file. */
  readonly file: string;
}

export type ReadText = (file: string) => string | undefined;

/**
 * The public surface of a package as a file that people review: for each door every exported name with its signature,
 * and below the types of the package that these lead to, whose change is a change of the surface too.
 */
export function surfaceReport(packageName: string, doors: readonly Door[], read: ReadText): string {
  const files = new Map<string, DeclarationFile>();
  const fileAt = (path: string): DeclarationFile | undefined => {
    const known = files.get(path);
    const text = known === undefined ? read(path) : undefined;
    if (text !== undefined) files.set(path, readDeclarationFile(text));
    return known ?? files.get(path);
  };
  const sections = doors.map(({ name, file }) => {
    const exported = (fileAt(file)?.exported ?? []).toSorted().map((word) => find(word, file, fileAt));
    const reached = reachable(exported, fileAt);
    return [
      `## ${name}`,
      block(exported),
      ...(reached.length === 0 ? [] : ['Types that these lead to:', block(reached)]),
    ].join('\n\n');
  });
  const note =
    'Written by `pnpm public-surface`; `pnpm verify` compares it with the code. A change is reviewed here.';
  return `# The public surface of ${packageName}\n\n${note}\n\n${sections.join('\n\n')}\n`;
}

interface Found {
  /** As it is declared: a door may export it under another name. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

type FileAt = (path: string) => DeclarationFile | undefined;

/** Follows a name to where it is declared; what comes from another package is only named. */
function find(name: string, file: string, fileAt: FileAt): Found {
  const { declarations, origins } = fileAt(file) ?? {};
  const text = declarations?.get(name);
  if (text !== undefined) return { name, file, text };
  const origin = origins?.get(name);
  if (origin === undefined) return { name, file, text: `${name}: not found` };
  if (!origin.module.startsWith('.')) return { name, file, text: `${name}: of ${origin.module}` };
  return find(origin.name, moduleFile(file, origin.module), fileAt);
}

/** The package's own types that signatures name, and those that these name. */
function reachable(exported: readonly Found[], fileAt: FileAt): readonly Found[] {
  const seen = new Set(exported.map(({ name, file }) => `${file}#${name}`));
  const open = [...exported];
  const reached: Found[] = [];
  for (let found = open.shift(); found !== undefined; found = open.shift()) {
    const { declarations, origins } = fileAt(found.file) ?? {};
    for (const word of new Set(found.text.match(/[A-Za-z_$][\w$]*/g))) {
      const isOwn = declarations?.has(word) || origins?.get(word)?.module.startsWith('.');
      const next = isOwn ? find(word, found.file, fileAt) : undefined;
      if (next === undefined || seen.has(`${next.file}#${next.name}`)) continue;
      seen.add(`${next.file}#${next.name}`);
      reached.push(next);
      open.push(next);
    }
  }
  return reached.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** TypeScript writes `./x.ts` or `./x.js`; the declaration file is `x.d.ts`. */
function moduleFile(from: string, module: string): string {
  return join(dirname(from), module.replace(/\.[jt]s$/, '.d.ts'));
}

function block(found: readonly Found[]): string {
  return `\`\`\`ts\n${found.map(({ text }) => text).join('\n')}\n\`\`\``;
}
