import { once } from 'node:events';
import { startConsole } from '@callback-relay/console';
import type { Context } from '../context.ts';

/** Serves the page until Ctrl-C, with the credentials of the user who started it. */
export async function runConsole(
  { stage, print, signal }: Context,
  { port }: { readonly port?: number },
): Promise<void> {
  const { url, stop } = await startConsole(stage, port === undefined ? {} : { port });
  print.result({ url }, `Open ${url}`);
  print.note('Ctrl-C ends it.');
  if (!signal.aborted) await once(signal, 'abort');
  await stop();
}
