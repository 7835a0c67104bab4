import { once } from 'node:events';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Context } from '../context.ts';
import { createServer } from './create-server.ts';

/** Serves over stdio until the agent closes it, or Ctrl-C. */
export async function runMcp(
  { stage, signal }: Context,
  { allowAnswers = false }: { readonly allowAnswers?: boolean },
): Promise<void> {
  const server = createServer(stage, { allowAnswers });
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  await server.connect(transport);
  process.stdin.once('end', () => void server.close());
  await Promise.race([closed, once(signal, 'abort')]);
  await server.close();
}
