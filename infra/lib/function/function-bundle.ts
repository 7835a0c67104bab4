import { dirname, extname, join } from 'node:path';
import type { Contract } from '@callback-relay/contract';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { BuildOptions } from 'esbuild';
import { checkLoads } from './load-check.ts';
import { buildWithoutMissing } from './optional-modules.ts';

/** The file in a function's bundle; its handler is `index.handler`. */
export const bundleFile = 'index.mjs';

export interface FunctionSource {
  /** Path of the module that exports `handler`. */
  readonly entry: string;
  /** Whether it may call services that answer with a stream of events, as Amazon Bedrock does. */
  readonly eventStreams: boolean;
  /** What the function will find in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the worker that its handler hosts must agree with. @default nothing */
  readonly contract?: Contract;
}

/**
 * A function's code, bundled in this process by esbuild: no Docker, no package manager on the PATH, and the same from
 * a workspace's `.ts` entry as from an installed package's `.js`. Nothing that is installed is left external, because SDK
 * clients that are bundled load about three times faster than the runtime's own. The bundle is loaded once, in a process of its own.
 */
export function bundledCode(scope: IConstruct, source: FunctionSource): Code {
  return Code.fromAsset(dirname(source.entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local bundling below does not fail over. CDK's types ask for one, and tell bundles of one
      // folder apart by the command.
      image: DockerImage.fromRegistry('esbuild-in-process'),
      command: [source.entry, String(source.eventStreams)],
      local: {
        tryBundle(outputDir) {
          const outfile = join(outputDir, bundleFile);
          checkLoads(scope, source, buildWithoutMissing({ ...buildOptions(source), outfile, minify: true }));
          return true;
        },
      },
    },
  });
}

/** Modules of the SDK that have a leaner stand-in on Lambda. */
const credentials = { '@aws-sdk/credential-provider-node': standIn('lambda-credentials') };
const noEventStreams = { '@smithy/core/event-streams': standIn('no-event-streams') };

/** It is `.js` where this package is installed. */
function standIn(name: string): string {
  return join(import.meta.dirname, `${name}${extname(import.meta.filename)}`);
}

/**
 * What CommonJS packages expect of the module that they are bundled into: a `require` for what Node.js has, and the
 * place that they are in. An ES module has neither. By `var`, because a module may make the same names for itself.
 */
const commonJsNames = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __dirnameOf } from 'node:path';",
  'var require = __createRequire(import.meta.url);',
  'var __filename = __fileURLToPath(import.meta.url);',
  'var __dirname = __dirnameOf(__filename);',
].join('');

function buildOptions({ entry, eventStreams }: FunctionSource): BuildOptions & { bundle: true } {
  return {
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: commonJsNames },
    legalComments: 'none',
    alias: { ...credentials, ...(!eventStreams && noEventStreams) },
    logLevel: 'error',
  };
}
