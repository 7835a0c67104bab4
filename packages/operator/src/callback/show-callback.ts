import { executionKeyOf, type ReadableRow, tryOf } from '@callback-relay/callbacks-table';
import { resultTypes } from '@callback-relay/contract';
import { readTaskHistory } from '../executions/read-history.ts';
import { readLogs } from '../logs/read-logs.ts';
import { readVerdicts, type VerdictEntry } from '../logs/verdicts.ts';
import { OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { waitOf } from '../waits/wait.ts';
import type { CallbackView, ParkedView, RememberedAnswer } from './callback-view.ts';
import { readCallback } from './read-callback.ts';
import { wayOf } from './way.ts';

const day = 86_400_000;

/** @throws OperatorError */
export async function showCallback(stage: Stage, correlationId: string): Promise<CallbackView> {
  const [row, caller] = await Promise.all([readCallback(stage, correlationId), stage.caller()]);
  const notes: string[] = [];
  const wait = {
    ...waitOf(row, caller),
    ...(row.execution === undefined && (await loggedExecution(stage, correlationId, notes))),
  };
  const since = row.openedAt === undefined ? stage.now() - day : row.openedAt - day;
  const [verdicts, task] = await Promise.all([
    orNote(readVerdicts(stage, { since, correlationId }), notes),
    wait.executionArn === undefined || row.openingId === undefined
      ? undefined
      : orNote(readTaskHistory(stage, wait.executionArn, row.openingId), notes),
  ]);
  const view = {
    ...wait,
    state: row.state,
    ...(row.allowedAccounts !== undefined && { accounts: row.allowedAccounts }),
    ...triedBy(row),
    ...(row.business !== undefined && { businessKey: row.business }),
    ...(row.answeredBy !== undefined && { answeredBy: row.answeredBy }),
    answers: answersOf(row),
    parked: parkedOf(row),
    ...heartbeatOf(row, verdicts ?? []),
    verdicts: verdicts ?? [],
    ...(task !== undefined && { task }),
    notes,
  };
  return { ...view, way: wayOf(view) };
}

/** A closed row names its execution no more: the requester's log does, as long as it is kept. */
async function loggedExecution(stage: Stage, correlationId: string, notes: string[]) {
  const namespace = correlationId.slice(0, correlationId.indexOf(':'));
  const functionName = stage.names.requesterFunction(namespace);
  const since = stage.now() - 14 * day;
  const lines = await orNote(readLogs(stage, { functionName, containing: correlationId, since }), notes);
  const line = lines?.findLast(
    ({ fields }) => fields.correlationId === correlationId && typeof fields.executionArn === 'string',
  );
  if (line === undefined) return {};
  const executionArn = String(line.fields.executionArn);
  const [stateMachine = '', execution = ''] = executionKeyOf(executionArn).split(':');
  return { executionArn, stateMachine, execution };
}

/** What an operator may not read is left out, and said: the rest is worth having. */
async function orNote<Value>(reading: Promise<Value>, notes: string[]): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    notes.push(error.message);
    return undefined;
  }
}

function triedBy({ attempt }: ReadableRow) {
  if (attempt === undefined) return {};
  const { redriveCount, retryCount } = tryOf(attempt);
  return { attempt: retryCount, ...(redriveCount > 0 && { redrive: redriveCount }) };
}

function answersOf({ answers = {} }: ReadableRow): RememberedAnswer[] {
  return Object.entries(answers)
    .map(([eventId, { verdict, at, ...more }]) => ({
      eventId,
      at: new Date(at * 1000).toISOString(),
      ...(verdict !== undefined && { verdict }),
      ...('operator' in more && { operator: more.operator as { who: string; why: string } }),
    }))
    .sort((one, other) => (one.at < other.at ? -1 : 1));
}

function parkedOf({ parked = {} }: ReadableRow): ParkedView[] {
  return Object.values(parked).map(({ event, parkedAt, until, outcome }) => ({
    source: event.source,
    account: event.account,
    parkedAt: new Date(parkedAt).toISOString(),
    until: new Date(until).toISOString(),
    outcome: outcome.answer,
  }));
}

/** Progress stands on the row while it waits; a heartbeat without any stands in the relay's log alone. */
function heartbeatOf({ progress, progressAt }: ReadableRow, verdicts: readonly VerdictEntry[]) {
  const last = verdicts.findLast(
    ({ event, verdict }) => event.detailType === resultTypes.heartbeat && verdict === 'delivered',
  );
  const kept = progressAt === undefined ? undefined : new Date(progressAt).toISOString();
  const at = [last?.at, kept]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  if (at === undefined) return {};
  return { heartbeat: { at, ...(progress !== undefined && { progress: parse(progress) }) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
