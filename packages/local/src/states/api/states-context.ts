import type { Clock } from '../../foundation/clock.ts';
import type { Authorize, CallService } from '../../foundation/service.ts';
import type { QueryLanguageName } from '../asl/state.ts';
import type { QueryLanguage } from '../dataflow/query-language.ts';
import type { ActivityQueue } from '../engine/activity-queue.ts';
import type { Engine } from '../engine/engine.ts';
import type { Tokens } from '../execution/token.ts';
import type { Ids } from '../ids.ts';
import type { ParseElsewhere } from '../jsonata/syntax.ts';
import type { StatesStore } from '../store/states-store.ts';

/** What the operations on machines share. */
export interface MachineContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: string;
  readonly region: string;
  readonly store: StatesStore;
  /** Parses what would hold the runtime for too long. */
  readonly parseElsewhere: ParseElsewhere;
  readonly callService: CallService;
  /** Asked for the rights that a machine's role must have when it is created; everything is allowed where there is none. */
  readonly authorize?: Authorize;
  /** Removes a machine that is being deleted, if none of its executions runs any more. */
  readonly settleDeletion: (machineArn: string) => void;
}

/** What the operations on executions share. */
export interface StatesContext extends MachineContext {
  readonly engine: Engine;
  readonly tokens: Tokens;
  readonly activities: ActivityQueue;
  readonly languages: Readonly<Record<QueryLanguageName, QueryLanguage>>;
  /** Says that the runtime stops: no worker is kept waiting any more. */
  readonly stopping: AbortSignal;
}
