import { once } from 'node:events';
import { type Console, createConsole } from '@callback-relay/console';
import { compileSooner, type Local, startLocal } from '@callback-relay/local';
import {
  createStage,
  loadNaming,
  type NamingScheme,
  type Stage,
  stageOfTables,
} from '@callback-relay/operator';
import { type AppSource, folderSource, ownInput, repositorySource, templateSource } from './app-source.ts';
import { greeting, greetingObject } from './greeting.ts';
import type { DevOptions } from './options.ts';
import { printSteps } from './print-steps.ts';
import { openTraceFile } from './row-trace/trace-file.ts';
import { traceRows } from './row-trace/trace-rows.ts';
import type { Voice } from './voice.ts';

/** Builds, boots, prints what happens, and reloads functions, until `signal` is aborted. */
export async function runSession(options: DevOptions, voice: Voice, signal: AbortSignal): Promise<void> {
  const trace =
    options.trace === undefined
      ? undefined
      : openTraceFile(options.trace, (why) => voice.progress(`${why}\n`));
  const source = sourceOf(options);
  const given = options.app ?? options.templates?.join(', ');
  try {
    voice.progress(given === undefined ? 'Synthesizing …\n' : `Reading ${given} …\n`);
    const { app: _, templates: __, json: ___, trace: ____, naming: module, ...rest } = options;
    const naming = module === undefined ? undefined : await loadNaming(module);
    let page: Console | undefined;
    const local = await startLocal({
      ...rest,
      app: await source.build(signal),
      requests: (request, response) => page?.handle(request, response) ?? false,
    });
    compileSooner();
    try {
      const endTrace = trace === undefined ? undefined : traceRows(local, trace);
      const stage = stageOf(local, naming);
      page = createConsole({ stage, local: true });
      const beginPrinting = printSteps(local, options, voice, stage);
      voice.out(greetingOf(local, given === undefined ? ownInput : '{}', options));
      await beginPrinting();
      await reloadUntilStopped(source, local, voice, signal);
      if (endTrace !== undefined)
        voice.progress(
          `${endTrace()} steps are in ${options.trace}: pnpm model --trace ${options.trace} checks them.\n`,
        );
    } finally {
      page?.stop();
      await local.stop();
    }
  } finally {
    source.close();
  }
}

function greetingOf(local: Local, input: string, { json, chaos }: DevOptions): string {
  return json ? `${JSON.stringify(greetingObject(local, input, chaos))}\n` : greeting(local, input, chaos);
}

async function reloadUntilStopped(
  source: AppSource,
  local: Local,
  voice: Voice,
  signal: AbortSignal,
): Promise<void> {
  // One after the other: an older build must not replace a newer one.
  let last = Promise.resolve();
  const unwatch = source.watch(() => {
    last = last.then(() => reload(source, local, voice, signal));
  });
  if (!signal.aborted) await once(signal, 'abort');
  unwatch();
}

function sourceOf({ app, templates }: DevOptions): AppSource {
  if (templates !== undefined) return templateSource(templates);
  return app === undefined ? repositorySource() : folderSource(app);
}

/** The stage whose table the app has; its clients are those of every program. */
function stageOf(local: Local, naming: NamingScheme | undefined): Stage {
  const tables = local.resources.filter(({ type }) => type === 'AWS::DynamoDB::Table');
  const names = tables.map(({ name }) => name);
  const stage = stageOfTables(names, naming) ?? 'dev';
  return createStage({ stage, ...(naming && { naming }), ...local.clientConfig, now: local.now });
}

/** A source that does not build leaves everything as it is: the next change tries again. */
async function reload(source: AppSource, local: Local, voice: Voice, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  try {
    voice.progress('Source changed: building …\n');
    const { functions, needStart } = await local.reloadFrom(await source.build(signal));
    voice.progress(functions.length === 0 ? 'No function changed.\n' : `Reloaded ${functions.join(', ')}.\n`);
    if (needStart.length > 0) voice.progress(`Stop and start to take up: ${needStart.join(', ')}.\n`);
  } catch (error) {
    if (signal.aborted) return;
    voice.progress(`${(error as Error).message}\nEverything goes on as it was.\n`);
  }
}
