import { correlationIdsOfBatch, openingOf, parseJson, tokenOf } from './correlation.ts';

/** What belongs to what: learnt from invocations and from the requester's log lines, which name both ends. */
export interface Links {
  /** An invocation begins with this event. */
  learnInvocation(requestId: string, payload: string): void;
  /** A function printed a line. */
  learnLine(functionName: string, requestId: string | undefined, line: unknown): void;
  /** An event of a task: those that follow its schedule in the history are about its callback. */
  learnTask(executionArn: string, event: TaskEvent): void;
  /** A callback that was opened before anything was followed; with its token, if that was read. */
  learnWaiting(correlationId: string, executionArn: string, token?: string): void;
  callbackOfToken(token: string): string | undefined;
  /** None, for a task that waits for no callback; undefined where the task was scheduled before anything was followed. */
  callbacksOfTask(executionArn: string, eventId: number): readonly string[] | undefined;
  callbacksOfExecution(executionArn: string): readonly string[];
  callbacksOfInvocation(requestId: string | undefined): readonly string[];
  executionOf(correlationId: string | undefined): string | undefined;
  isRequester(functionName: string): boolean;
}

interface TaskEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Of the event that schedules the task. */
  readonly parameters?: unknown;
}

/** So many of each kind are remembered: what is kept up all day must not grow. */
const MOST = 20_000;

export function createLinks(): Links {
  const tokenOfInvocation = createMemory<string>();
  const invocations = createMemory<readonly string[]>();
  const tokens = createMemory<string>();
  /** Tokens by event; an empty text where the task has none. */
  const tasks = createMemory<string>();
  const executions = createMemory<string>();
  const callbacks = createMemory<readonly string[]>();
  const requesters = new Set<string>();

  const learnCallback = (correlationId: string, executionArn: string) => {
    executions.set(correlationId, executionArn);
    const known = callbacks.get(executionArn) ?? [];
    if (!known.includes(correlationId)) callbacks.set(executionArn, [...known, correlationId]);
  };

  return {
    learnInvocation(requestId, payload) {
      const event = parseJson(payload);
      const token = tokenOf(event);
      if (token !== undefined) tokenOfInvocation.set(requestId, token);
      const ids = correlationIdsOfBatch(event);
      if (ids.length > 0) invocations.set(requestId, ids);
    },
    learnLine(functionName, requestId = '', line) {
      const opening = openingOf(line);
      if (opening === undefined) return;
      const { correlationId, executionArn } = opening;
      requesters.add(functionName);
      invocations.set(requestId, [correlationId]);
      learnCallback(correlationId, executionArn);
      const token = tokenOfInvocation.get(requestId);
      if (token !== undefined) tokens.set(token, correlationId);
    },
    learnTask(executionArn, { id, previousEventId, parameters }) {
      const token =
        parameters === undefined
          ? tasks.get(`${executionArn}#${previousEventId}`)
          : (tokenOf(parameters) ?? '');
      if (token !== undefined) tasks.set(`${executionArn}#${id}`, token);
    },
    learnWaiting(correlationId, executionArn, token) {
      learnCallback(correlationId, executionArn);
      if (token !== undefined) tokens.set(token, correlationId);
    },
    callbackOfToken: (token) => tokens.get(token),
    callbacksOfTask(executionArn, eventId) {
      const token = tasks.get(`${executionArn}#${eventId}`);
      if (token === undefined) return undefined;
      const correlationId = tokens.get(token);
      return correlationId === undefined ? [] : [correlationId];
    },
    callbacksOfExecution: (executionArn) => callbacks.get(executionArn) ?? [],
    callbacksOfInvocation: (requestId = '') => invocations.get(requestId) ?? [],
    executionOf: (correlationId = '') => executions.get(correlationId),
    isRequester: (functionName) => requesters.has(functionName),
  };
}

function createMemory<Value>() {
  const values = new Map<string, Value>();
  return {
    get: (key: string) => values.get(key),
    set(key: string, value: Value) {
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > MOST && oldest !== undefined) values.delete(oldest);
    },
  };
}
