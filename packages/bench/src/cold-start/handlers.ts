import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { names } from '../app/names.ts';
import { defaultBundle, minifiedBundle } from './bundles.ts';

/** A handler as it would be deployed. */
export interface Handler {
  readonly path: string;
  readonly bytes: number;
  /** What it reads from its environment when it is imported. */
  readonly environment: Readonly<Record<string, string>>;
}

const ours = { relay: names.relay, requester: names.requester, worker: names.workerFunction } as const;
const naiveEntry = fileURLToPath(new URL('naive.lambda.ts', import.meta.url));
/** As Lambda sets them. */
const lambdaEnvironment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'benchmark',
  AWS_SECRET_ACCESS_KEY: 'benchmark',
  AWS_SESSION_TOKEN: 'benchmark',
  AWS_LAMBDA_FUNCTION_NAME: 'benchmark',
};

export type OurRole = keyof typeof ours;

/** Our functions out of a cloud assembly, each the very file that would be deployed. */
export function ourHandlers(assembly: string): Readonly<Record<OurRole, Handler>> {
  const functions = functionsOf(assembly);
  const handler = (name: string): Handler => {
    const found = functions.find(({ Properties }) => Properties.FunctionName === name);
    if (found === undefined) throw new Error(`the app has no function ${name}`);
    const variables = Object.entries(found.Properties.Environment?.Variables ?? {});
    // What CloudFormation would fill in may be anything here.
    const given = variables.map(([key, value]) => [key, typeof value === 'string' ? value : 'benchmark']);
    const path = join(assembly, found.Metadata['aws:asset:path'], 'index.mjs');
    return handlerAt(path, Object.fromEntries(given));
  };
  return { relay: handler(ours.relay), requester: handler(ours.requester), worker: handler(ours.worker) };
}

/** The naive handler, in the three ways in which people deploy it; bundles are written to a folder. */
export function naiveHandlers(folder: string) {
  const bundled = join(folder, 'naive.cjs');
  const minified = join(folder, 'naive.mjs');
  defaultBundle(naiveEntry, bundled);
  minifiedBundle(naiveEntry, minified);
  return { bundled: handlerAt(bundled), minified: handlerAt(minified), unbundled: handlerAt(naiveEntry) };
}

function handlerAt(path: string, environment: Readonly<Record<string, string>> = {}): Handler {
  return { path, bytes: statSync(path).size, environment: { ...lambdaEnvironment, ...environment } };
}

interface FunctionResource {
  readonly Type: string;
  readonly Properties: {
    readonly FunctionName: unknown;
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  };
  readonly Metadata: { readonly 'aws:asset:path': string };
}

function functionsOf(assembly: string): FunctionResource[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  const stacks = Object.values(
    artifacts as Record<string, { type: string; properties: { templateFile: string } }>,
  );
  return stacks
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .flatMap(({ properties }) => {
      const template = JSON.parse(readFileSync(join(assembly, properties.templateFile), 'utf8'));
      return Object.values(template.Resources as Record<string, FunctionResource>);
    })
    .filter(({ Type }) => Type === 'AWS::Lambda::Function');
}
