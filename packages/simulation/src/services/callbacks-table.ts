import type {
  CallbackRow,
  CallbackStore,
  ChainRow,
  NewCallback,
  OpeningStore,
} from '@callback-relay/callbacks-table';
import {
  attemptRecorded,
  cancelled,
  claimed,
  closed,
  markedAmbiguous,
  markedUnsent,
  ofOurChain,
  opened,
  openedOverParked,
  ourOpening,
  parked,
  parkedBeside,
  progressRecorded,
  remembered,
  sourcesAllowed,
  unclaimed,
  withdrawn,
} from '@callback-relay/callbacks-table/model';
import type { CorrelationId } from '@callback-relay/contract';
import type { Simulator } from '../engine/simulator.ts';
import type { Local } from './remote.ts';

/** The callbacks table of DynamoDB, behind both packages' ports. Each method is one atomic call. */
export interface CallbacksTable {
  readonly openingStore: Local<OpeningStore>;
  readonly callbackStore: Local<CallbackStore>;
  /** Round the stores: for tests. */
  put(row: CallbackRow | ChainRow): void;
  get(key: string): CallbackRow | ChainRow | undefined;
  rows(): readonly CallbackRow[];
  /** Every opening that took effect, with its time. */
  openings(): readonly { readonly opening: NewCallback; readonly at: number }[];
}

/** DynamoDB deletes within days of the time to live; until then the row still shows. */
const LONGEST_TTL_LAG = 48 * 3_600_000;
const INDEX_LAG = 500;
const FAULTY_INDEX_LAG = 30_000;
const PAGE = 2;

export function callbacksTable(simulator: Simulator): CallbacksTable {
  const { time, random } = simulator;
  const rows = new Map<CorrelationId, CallbackRow>();
  const chains = new Map<string, ChainRow>();
  const openings: { readonly opening: NewCallback; readonly at: number }[] = [];
  const index = executionIndex(simulator);
  const ttlLag = random.integer(0, LONGEST_TTL_LAG);

  function get(correlationId: CorrelationId): CallbackRow | undefined {
    const row = rows.get(correlationId);
    if (row === undefined || time.now() < row.expiresAt * 1000 + ttlLag) return row;
    rows.delete(correlationId);
    return undefined;
  }

  function put(row: CallbackRow): void {
    rows.set(row.correlationId, row);
    index.project(row);
  }

  function write<Input extends { readonly correlationId: CorrelationId }, Row extends CallbackRow>(
    transition: (row: CallbackRow | undefined, input: Input) => Row | undefined,
  ): (input: Input) => Row | undefined {
    return (input) => {
      const after = transition(get(input.correlationId), input);
      if (after !== undefined) put(after);
      return after;
    };
  }

  function condition<Input extends { readonly correlationId: CorrelationId }>(
    transition: (row: CallbackRow | undefined, input: Input) => CallbackRow | undefined,
  ): (input: Input) => boolean {
    const writeIf = write(transition);
    return (input) => writeIf(input) !== undefined;
  }

  function opening(transition: typeof opened): (opening: NewCallback) => boolean {
    const writeIf = condition(transition);
    return (opening) => {
      const isOpen = writeIf(opening);
      if (isOpen) openings.push({ opening, at: time.now() });
      return isOpen;
    };
  }

  return {
    openingStore: {
      open: opening(opened),
      openOverParked: opening(openedOverParked),
      isOurOpening: (callback) => ourOpening(get(callback.correlationId), callback) !== undefined,
      isOfOurChain: (callback) => ofOurChain(get(callback.correlationId), callback) !== undefined,
      ...chainRecords(chains),
    },
    callbackStore: {
      ...writesWithRow(get, put, random.chance(0.5)),
      read: get,
      park: condition(parked),
      parkBeside: condition(parkedBeside),
      unclaim: condition(unclaimed),
      close: condition(closed),
      closeAll(closing) {
        const unprocessed = closing.filter(() => random.chance(simulator.faults().unprocessed));
        for (const row of closing) if (!unprocessed.includes(row)) put(row);
        return unprocessed.map(({ correlationId }) => correlationId);
      },
      markUnsent: condition(markedUnsent),
      withdraw: condition(withdrawn),
      remember: condition(remembered),
      callbacksOf: index.query,
      allowSources: condition(sourcesAllowed),
      cancel: condition(cancelled),
      newestAttempt: (chainKey) => newestOf(chains.get(chainKey)),
    },
    put: (row) => ('state' in row ? put(row) : void chains.set(row.correlationId, row)),
    get: (key) => get(key) ?? chains.get(key),
    rows: () => [...rows.values()],
    openings: () => openings,
  };
}

/** The writes that answer with the row. DynamoDB does so for a refused condition as well; some engines do not. */
function writesWithRow(
  get: (correlationId: CorrelationId) => CallbackRow | undefined,
  put: (row: CallbackRow) => void,
  onRefusal: boolean,
): Pick<Local<CallbackStore>, 'claim' | 'recordProgress'> {
  const refused = (row: CallbackRow | undefined) => (onRefusal && row !== undefined ? { row } : {});
  return {
    claim(claim) {
      const before = get(claim.correlationId);
      const after = claimed(before, claim);
      if (after !== undefined && (before?.state === 'waiting' || before?.state === 'settling')) {
        put(after);
        return { claimed: true, before };
      }
      return { claimed: false, ...refused(before) };
    },
    recordProgress(report) {
      const before = get(report.correlationId);
      const after = progressRecorded(before, report);
      if (after === undefined || before?.state !== 'waiting') return { recorded: false, ...refused(before) };
      put(after);
      return { recorded: true, before };
    },
  };
}

function newestOf(chain: ChainRow | undefined): number | undefined {
  return chain?.ambiguous ? undefined : chain?.attempt;
}

function chainRecords(
  chains: Map<string, ChainRow>,
): Pick<Local<OpeningStore>, 'recordAttempt' | 'markAmbiguous'> {
  return {
    recordAttempt(attempt) {
      const after = attemptRecorded(chains.get(attempt.chainKey), attempt);
      if (after !== undefined) chains.set(attempt.chainKey, after);
      return after !== undefined;
    },
    markAmbiguous(chain) {
      chains.set(chain.chainKey, markedAmbiguous(chains.get(chain.chainKey), chain));
      return true;
    },
  };
}

/** The global secondary index by execution: it follows the table after a while, and its reads are stale. */
function executionIndex({ time, random, faults }: Simulator) {
  const executions = new Map<CorrelationId, string>();
  const written = new Map<CorrelationId, string | undefined>();
  const versions = new Map<CorrelationId, number>();
  let version = 0;

  return {
    project(row: CallbackRow): void {
      const execution = 'execution' in row ? row.execution : undefined;
      if (written.get(row.correlationId) === execution) return;
      written.set(row.correlationId, execution);
      const mine = ++version;
      const lag = random.chance(faults().delay) ? FAULTY_INDEX_LAG : INDEX_LAG;
      time.after(random.integer(1, lag), () => {
        if ((versions.get(row.correlationId) ?? 0) > mine) return;
        versions.set(row.correlationId, mine);
        if (execution === undefined) executions.delete(row.correlationId);
        else executions.set(row.correlationId, execution);
      });
    },
    query(execution: string, cursor?: string) {
      // By key, as DynamoDB pages: what comes or goes between two pages moves nothing else.
      const found = [...executions]
        .filter(([id, one]) => one === execution && id > (cursor ?? ''))
        .map(([id]) => id)
        .sort();
      const correlationIds = found.slice(0, PAGE);
      const last = correlationIds.at(-1);
      return found.length > PAGE && last !== undefined
        ? { correlationIds, cursor: last }
        : { correlationIds };
    },
  };
}
