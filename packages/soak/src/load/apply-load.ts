import { answerRequests } from './answer-requests.ts';
import { createClients } from './clients.ts';
import type { Ledger } from './ledger.ts';
import { startExecutions } from './start-executions.ts';

export interface Load {
  /** Rejects with what a client must not meet. */
  readonly failed: Promise<never>;
  /** Resolves when no execution is started any more; requests are still answered. */
  startNoMore(): Promise<void>;
  stop(): Promise<void>;
}

const STARTERS = 3;
const WORKERS = 2;
/** Some ten executions a second: the faults are what is to be seen, and not the machine's speed. */
const PAUSE_MS = 250;

/** @param name of the executions, unique to this load */
export function applyLoad(endpoint: string, ledger: Ledger, name: string): Load {
  const clients = createClients(endpoint);
  const over = { starting: false, answering: false };
  const starters = Array.from({ length: STARTERS }, (_, starter) =>
    startExecutions({
      ...{ clients, ledger, name: `${name}-${starter}`, pauseMs: PAUSE_MS },
      isOver: () => over.starting,
    }),
  );
  const workers = Array.from({ length: WORKERS }, () =>
    answerRequests({ clients, ledger, endpoint, isOver: () => over.answering }),
  );
  const failed = new Promise<never>((_, reject) => {
    for (const client of [...starters, ...workers]) client.catch(reject);
  });
  failed.catch(() => {});
  const startNoMore = async () => {
    over.starting = true;
    await Promise.allSettled(starters);
  };
  return {
    ...{ failed, startNoMore },
    async stop() {
      over.answering = true;
      await startNoMore();
      await Promise.allSettled(workers);
      clients.destroy();
    },
  };
}
