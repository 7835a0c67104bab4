import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '@callback-relay/contract';
import { contractDocuments, documentChanges } from '@callback-relay/contract/documents';
import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type BuildOptions, buildSync } from 'esbuild';
import { validationError } from '../validation-error.ts';

/** The context key that leaves the check out. */
export const skipLoadCheck = 'callback-relay:skip-load-check';

/** A module that takes longer to load waits for something that is not here. */
const TIMEOUT_MS = 20_000;

/**
 * Loads the module whose path it is given, and says on stdout what came of it; with the path of the contract's documents,
 * also those of the worker that the handler hosts.
 */
const LOADER = `
const [, module, documents] = process.argv;
const documentsOf = async ({ name, payload, output, progress, errors }) => {
  const { contractDocuments } = await import(documents);
  const meanings = Object.fromEntries((errors ?? []).map((error) => [error, error]));
  return [...contractDocuments({ name, request: payload, output, progress, errors: meanings })];
};
const report = (outcome) => process.stdout.write('\\n' + JSON.stringify(outcome), () => process.exit(0));
import(module).then(
  async ({ handler }) => {
    const { worker } = handler ?? {};
    const says = documents !== undefined && worker?.output !== undefined;
    report({ loaded: true, handler: typeof handler, name: worker?.name, ...(says && { documents: await documentsOf(worker) }) });
  },
  (error) => report({ loaded: false, name: error?.name, code: error?.code, message: String(error?.message ?? error), stack: String(error?.stack) }),
);`;

interface LoadedSource {
  readonly entry: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly contract?: Contract;
}

type LoadOutcome =
  | {
      readonly loaded: true;
      readonly handler: string;
      /** Of the worker that the handler hosts. */
      readonly name?: string;
      readonly documents?: readonly (readonly [string, string])[];
    }
  | { readonly loaded: false; readonly name?: string; readonly message: string; readonly stack: string };

/**
 * Loads a function's bundle once, in a fresh process with the function's environment and no credentials, because a
 * bundle that cannot be loaded fails only when the first message comes.
 * @throws Error that names the package which cannot be loaded. What the team's own module throws is a warning: it may be
 * for the lack of what only AWS has.
 */
export function checkLoads(scope: IConstruct, source: LoadedSource, options: BuildOptions): void {
  if (scope.node.tryGetContext(skipLoadCheck) === true) return;
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-load-'));
  try {
    const file = join(folder, 'index.mjs');
    // Not minified, and with a map, so that the stack leads to the package.
    buildSync({ ...options, outfile: file, minify: false, sourcemap: 'inline', sourcesContent: false });
    const outcome = load(file, source);
    checkOutcome(scope, source.entry, outcome);
    if (outcome.loaded && source.contract !== undefined) {
      checkWorker(scope, { entry: source.entry, contract: source.contract }, outcome);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function load(file: string, { environment, contract }: LoadedSource): LoadOutcome {
  const documents = contract === undefined ? [] : [documentsModule];
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      '--enable-source-maps',
      '--stack-trace-limit=50',
      '--input-type=module',
      '--eval',
      LOADER,
      file,
      ...documents,
    ],
    { encoding: 'utf8', timeout: TIMEOUT_MS, env: lambdaLike(environment), maxBuffer: 1 << 26 },
  );
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (last.startsWith('{"loaded":')) return JSON.parse(last) as LoadOutcome;
  const message = error?.message ?? (stderr.trim().split('\n').at(-1) || 'the process ended');
  return { loaded: false, message, stack: stderr };
}

/** The variables that Lambda sets, as far as modules look at them when they are loaded. Nothing of this process's own. */
function lambdaLike(environment: LoadedSource['environment'] = {}): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR !== undefined && { TMPDIR }),
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'load-check',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
}

function checkOutcome(scope: IConstruct, entry: string, outcome: LoadOutcome): void {
  if (outcome.loaded) {
    if (outcome.handler === 'function') return;
    throw validationError(scope, {
      problem: 'the module of the function exports no function called handler',
      given: entry,
      remedy: 'export it: export const handler = lambdaWorker(worker)',
    });
  }
  const thrown = `${outcome.name ?? 'Error'}: ${outcome.message}`;
  const [culprit, loadedBy] = packagesIn(outcome.stack);
  if (culprit === undefined && !isLoading(outcome)) {
    Annotations.of(scope).addWarningV2(
      'callback-relay:load-check',
      `${entry} threw when it was loaded without AWS: ${thrown}. On Lambda the function does not start if it throws there too.`,
    );
    return;
  }
  throw validationError(scope, {
    problem: `the bundle of the function cannot be loaded${culprit === undefined ? '' : `, because of the package ${culprit}`}${loadedBy === undefined ? '' : `, loaded by ${loadedBy}`}: ${thrown}`,
    given: entry,
    remedy:
      'use a package that needs no native addon and no files beside its code, load it where it is used by import(), or give it what it asks for in environment',
  });
}

const documentsModule = createRequire(import.meta.filename).resolve('@callback-relay/contract/documents');

/** Holds the worker that the handler hosts to the contract that its construct was given. */
function checkWorker(
  scope: IConstruct,
  { entry, contract }: { readonly entry: string; readonly contract: Contract },
  { name, documents }: Extract<LoadOutcome, { loaded: true }>,
): void {
  const isOther = name !== undefined && name !== contract.name;
  const [change] =
    documents === undefined ? [] : documentChanges(contractDocuments(contract), new Map(documents));
  if (!isOther && change === undefined) return;
  throw validationError(scope, {
    problem: isOther
      ? `the worker is ${name}, and its contract is that of ${contract.name}`
      : `the worker disagrees with the contract ${contract.name}: in ${change?.message}, ${change?.path} ${change?.what}`,
    given: entry,
    remedy:
      'define the worker by the contract that the construct is given: defineWorker({ contract, handle })',
  });
}

/** Whether modules could not be put together, the team's or a package's. */
function isLoading({ name, message }: { readonly name?: string; readonly message: string }): boolean {
  return (
    name === 'SyntaxError' ||
    /Cannot find (module|package)|Dynamic require of|is not defined in ES module scope|ERR_DLOPEN|does not provide an export/.test(
      message,
    )
  );
}

/**
 * The package whose code was the first to throw, and the one that the team's module imports where that is another: none if
 * what threw was no package's code.
 */
function packagesIn(stack: string): readonly string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at |^\S*[/\\].*:\d+$/.test(line));
  const [first, ...others] = frames
    .filter((line) => !/\bnode:|<anonymous>\)?$/.test(line))
    .map((line) => packageOf(line));
  if (first === undefined) return [];
  const outermost = others.findLast((name) => name !== undefined);
  return outermost === undefined || outermost === first ? [first] : [first, outermost];
}

function packageOf(frame: string): string | undefined {
  const paths = [...frame.matchAll(/node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/g)];
  const name = paths.at(-1)?.[1];
  return name === undefined || name.startsWith('.') ? undefined : name.replaceAll('\\', '/');
}
