import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Project } from './choices.ts';
import { filesOf, folderOf } from './files.ts';

const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/**
 * Writes the project's files, and gives back their paths in the folder.
 * @throws Error where the folder is not empty, or is a file: nothing is written then
 */
export function makeProject(project: Project): string[] {
  const folder = resolve(project.folder);
  checkFolder(folder, project.folder);
  const files = filesOf(project);
  for (const { path, template } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const text = filled(readFileSync(join(templates, template), 'utf8'), project, folder);
    writeFileSync(target, path === 'package.json' ? withScripts(text, project) : text);
  }
  return files.map(({ path }) => path).sort();
}

function checkFolder(folder: string, given: string): void {
  if (!existsSync(folder)) return;
  const found = entriesOf(folder, given).filter((name) => name !== '.git');
  if (found.length === 0) return;
  const some = found.slice(0, 3).join(', ');
  throw new Error(
    `the folder ${given} is not empty (${some}${found.length > 3 ? ', …' : ''}); name a new one`,
  );
}

function entriesOf(folder: string, given: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Error(`${given} cannot be used as a folder: ${(error as Error).message}`);
  }
}

function filled(text: string, { team }: Project, folder: string): string {
  const fromTests = (owner: 'requester' | 'worker') =>
    folderOf(owner, team).replace(/^lib$/, '../lib').replace(/^test/, '.');
  return text
    .replaceAll('PROJECT_NAME', packageName(basename(folder)))
    .replaceAll('./ORDERS_FOLDER', fromTests('requester'))
    .replaceAll('./PAYMENTS_FOLDER', fromTests('worker'));
}

/** SAM's commands in place of the CDK's. */
function withScripts(manifest: string, { deploy }: Project): string {
  if (deploy === 'cdk') return manifest;
  return manifest
    .replace(/ *"synth": .*\n/, '    "build": "sam build",\n')
    .replace('"cdk deploy --all"', '"sam deploy --guided"');
}

/** npm's rule for names: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
function packageName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'callback-relay-app' : plain;
}
