// Hosts an app with the page at `/` in a process of its own, as `pnpm dev` does.
import { createConsole } from '@callback-relay/console';
import { startLocal } from '@callback-relay/local';
import { createStage } from '@callback-relay/operator';
import { stage as stageName } from '../app/names.ts';
import type { Running } from '../waiting/host.ts';

let page: ReturnType<typeof createConsole> | undefined;
const local = await startLocal({
  app: process.argv[2] ?? '',
  requests: (request, response) => page?.handle(request, response) ?? false,
});
const { clientConfig, resources } = local;
page = createConsole({
  stage: createStage({ stage: stageName, ...clientConfig, now: local.now }),
  local: true,
});
process.once('disconnect', () => {
  page?.stop();
  void local.stop();
});
process.send?.({ clientConfig, resources } satisfies Running);
