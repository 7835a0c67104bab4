import { dirname, extname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** The file in a function's bundle; its handler is `index.handler`. */
export const bundleFile = 'index.mjs';

export interface FunctionSource {
  /** Path of the module that exports `handler`. */
  readonly entry: string;
  /** Whether it may call services that answer with a stream of events, as Amazon Bedrock does. */
  readonly eventStreams: boolean;
}

/**
 * A function's code, bundled in this process by esbuild: no Docker, no package manager on the PATH, and the same from
 * a workspace's `.ts` entry as from an installed package's `.js`. Nothing is left external, for the SDK clients that
 * are bundled load about three times faster than the runtime's own.
 */
export function bundledCode(source: FunctionSource): Code {
  return Code.fromAsset(dirname(source.entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local bundling below does not fail over. CDK's types ask for one, and tell bundles of one
      // folder apart by the command.
      image: DockerImage.fromRegistry('esbuild-in-process'),
      command: [source.entry, String(source.eventStreams)],
      local: {
        tryBundle(outputDir) {
          bundle(source, join(outputDir, bundleFile));
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

function bundle({ entry, eventStreams }: FunctionSource, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    alias: { ...credentials, ...(!eventStreams && noEventStreams) },
    logLevel: 'error',
  });
}
