import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import {
  type FunctionUrl,
  FunctionUrlAuthType,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundledFunction, type FunctionSettings } from '../function/bundled-function.ts';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';
import { validationError } from '../validation-error.ts';

export interface PublicFunctionProps {
  readonly relay: ICallbackRelay;
  /** The event source of its results, and part of its names. */
  readonly source: string;
  readonly description: string;
  /** Path of the entry below this folder, without its extension. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: FunctionSettings;
}

/** A function that anyone can reach by its URL, and that publishes results under one event source. */
export function publicFunction(
  scope: Construct,
  id: string,
  { relay, source, description, entry, environment, settings }: PublicFunctionProps,
): { readonly function: LambdaFunction; readonly url: FunctionUrl } {
  const bundled = bundledFunction(scope, id, {
    functionName: relay.names.publisherFunction(checkedName(scope, source)),
    description,
    entry: entryFile(entry),
    eventStreams: false,
    // Two calls of a table that hang, and the tries to publish, end before it does: its caller gets an answer.
    timeout: Duration.seconds(40),
    memorySize: 256,
    dataProtection: relay.dataProtection,
    settings,
    environment: { EVENT_BUS_NAME: relay.eventBus.eventBusArn, RESULT_SOURCE: source, ...environment },
  });
  relay.grantAnswer(bundled, source);
  return { function: bundled, url: bundled.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }) };
}

function checkedName(scope: Construct, name: string): string {
  if (/^[a-z][a-z0-9-]{0,19}$/.test(name)) return name;
  throw validationError(scope, {
    problem: "a publisher's name is 1 to 20 of a-z, 0-9 and -, and starts with a letter",
    given: name,
    remedy: 'name it after who publishes through it; it is the event source of its results',
  });
}

/** The ES module, also where this package was loaded as CommonJS. */
export function entryFile(entry: string): string {
  const folder = import.meta.dirname.replace(/([/\\]dist)[/\\]cjs([/\\])/, '$1$2');
  return join(folder, `${entry}${import.meta.filename.endsWith('.ts') ? '.ts' : '.js'}`);
}
