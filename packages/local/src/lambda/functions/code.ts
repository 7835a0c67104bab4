import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfType } from '../../foundation/resources/resource-type.ts';
import { temporaryFolder } from '../../foundation/temporary-folder.ts';
import type { FunctionResource } from '../resource-properties.ts';

/**
 * Lambda's names of the languages that run here, from the oldest that functions may still be made with on; later ones may come.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const runtimes = /^(nodejs(18|[2-9][02468])\.x|python3\.(9|[1-9]\d)|provided\.al2(023)?)$/;

/** @throws Error that says what is missing for it on this machine */
export function runtimeOf({ properties: { Runtime: runtime = '' } }: FunctionResource): string {
  if (/^(nodejs|python|provided)/.test(runtime) && !runtimes.test(runtime)) {
    throw new Error(
      `The runtime parameter of ${runtime} is not one that functions can be created with: nodejs24.x, python3.14 and provided.al2023 are`,
    );
  }
  if (/^(nodejs|provided)/.test(runtime)) return runtime;
  if (/^python/.test(runtime)) {
    if (hasPython()) return runtime;
    throw new Error(`the runtime ${runtime} needs Python 3, and there is no python3 on this machine's PATH`);
  }
  throw new Error(
    `the runtime ${runtime || 'of an image'} is not supported by the local runtime: Node.js, Python and provided.* are`,
  );
}

let python: boolean | undefined;

function hasPython(): boolean {
  python ??= spawnSync('python3', ['--version']).status === 0;
  return python;
}

/**
 * The folder that a function's code is in.
 * @throws Error that says what is wrong with it
 */
export function codeOf({ assetDirectory, properties }: FunctionResource, runtime: string): string {
  const { ZipFile, ...given } = properties.Code;
  if (ZipFile !== undefined) return inlineCode(ZipFile, runtime);
  if (assetDirectory === undefined) {
    const how = Object.keys(given).join(' and ');
    throw new Error(
      `Code given by ${how} is not supported by the local runtime: an asset of the app and inline code are`,
    );
  }
  requireFolder(assetDirectory, 'its bundle');
  if (runtime.startsWith('provided')) requireBootstrap(assetDirectory);
  return assetDirectory;
}

function requireFolder(directory: string, what: string): void {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`${what} ${directory} is missing; was the app synthesized without bundling?`);
  if (!found.isDirectory())
    throw new Error(
      `${what} ${directory} is not a folder: packed assets are not supported by the local runtime`,
    );
}

function requireBootstrap(directory: string): void {
  try {
    accessSync(join(directory, 'bootstrap'), constants.X_OK);
  } catch {
    throw new Error(`its bundle ${directory} has no executable file bootstrap`);
  }
}

/** Lambda's limit on inline code, in characters. */
const LONGEST_INLINE = 4_194_304;

/** By the digest of the code: the same code has the same folder, so that a function whose code stayed is not new. */
const inline = new Map<string, string>();

/** A folder of its own, as Lambda makes it of `ZipFile`; gone with the process. */
function inlineCode(source: string, runtime: string): string {
  if (source.length > LONGEST_INLINE) throw new Error(`ZipFile is longer than ${LONGEST_INLINE} characters`);
  const file = runtime.startsWith('python') ? 'index.py' : 'index.js';
  const hash = createHash('sha256').update(`${file}\n${source}`).digest('hex').slice(0, 16);
  const known = inline.get(hash);
  if (known !== undefined) return known;
  const directory = temporaryFolder();
  inline.set(hash, directory);
  // Lambda's Node.js takes it as CommonJS.
  writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(directory, file), source);
  return directory;
}

/** @throws Error for a layer that the app does not make */
export function layersOf(
  { properties: { Layers = [] } }: FunctionResource,
  ofType: OfType,
): readonly string[] {
  const layers = ofType('AWS::Lambda::LayerVersion');
  return Layers.map((arn) => {
    const directory = layers.find(({ ref }) => ref === arn)?.assetDirectory;
    if (directory === undefined)
      throw new Error(
        `the layer ${arn} is not supported by the local runtime: only layers of the app's own assets are`,
      );
    requireFolder(directory, 'the layer');
    return directory;
  });
}
