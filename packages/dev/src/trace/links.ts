import { correlationIdsOfBatch, openingOf, parseJson, tokenOf } from './correlation.ts';

/** What belongs to what: learnt from invocations and from the requester's log lines, which name both ends. */
export interface Links {
  /** An invocation begins with this event. */
  learnInvocation(requestId: string, payload: string): void;
  /** A function printed a line. */
  learnLine(functionName: string, requestId: string | undefined, line: unknown): void;
  /** A task was scheduled: the events that follow it in the history are about its callback. */
  learnTask(executionArn: string, eventId: number, previousEventId: number, parameters: unknown): void;
  callbackOfToken(token: string): string | undefined;
  callbackOfTask(executionArn: string, eventId: number): string | undefined;
  callbacksOfExecution(executionArn: string): readonly string[];
  callbacksOfInvocation(requestId: string | undefined): readonly string[];
  executionOf(correlationId: string | undefined): string | undefined;
  isRequester(functionName: string): boolean;
}

/** So many of each kind are remembered: what is kept up all day must not grow. */
const MOST = 20_000;

export function createLinks(): Links {
  const tokenOfInvocation = createMemory<string>();
  const invocations = createMemory<readonly string[]>();
  const tokens = createMemory<string>();
  const tasks = createMemory<string>();
  const executions = createMemory<string>();
  const callbacks = createMemory<readonly string[]>();
  const requesters = new Set<string>();

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
      executions.set(correlationId, executionArn);
      const known = callbacks.get(executionArn) ?? [];
      callbacks.set(executionArn, [...new Set([...known, correlationId])]);
      const token = tokenOfInvocation.get(requestId);
      if (token !== undefined) tokens.set(token, correlationId);
    },
    learnTask(executionArn, eventId, previousEventId, parameters) {
      const token = tokenOf(parameters) ?? tasks.get(`${executionArn}#${previousEventId}`);
      if (token !== undefined) tasks.set(`${executionArn}#${eventId}`, token);
    },
    callbackOfToken: (token) => tokens.get(token),
    callbackOfTask: (executionArn, eventId) => tokens.get(tasks.get(`${executionArn}#${eventId}`) ?? ''),
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
