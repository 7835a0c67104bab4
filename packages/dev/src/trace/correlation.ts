import { z } from 'zod';

const correlated = z.object({ correlationId: z.string() });
const passedOn = z.object({ detail: correlated });
const statusChange = z.object({ detail: z.object({ executionArn: z.string() }) });
const openingLine = correlated.extend({ executionArn: z.string() });
const requesterInput = z.object({ taskToken: z.string(), executionArn: z.string() });
const batch = z.object({ Records: z.array(z.object({ body: z.string() })) });
const scheduledTask = z.object({ Payload: requesterInput });

export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a request, a result, a verdict, a log line; or of an event that was passed on with its envelope. */
export function correlationIdOf(value: unknown): string | undefined {
  return (
    correlated.safeParse(value).data?.correlationId ?? passedOn.safeParse(value).data?.detail.correlationId
  );
}

/** Of a status change of an execution, as Step Functions publishes it. */
export function executionArnOf(event: unknown): string | undefined {
  return statusChange.safeParse(event).data?.detail.executionArn;
}

/** The requester's own log line: it names the callback and the execution that waits for it. */
export function openingOf(line: unknown): { correlationId: string; executionArn: string } | undefined {
  return openingLine.safeParse(line).data;
}

/** The task token in the event of a requester function, or in the parameters of the task that calls it. */
export function tokenOf(event: unknown): string | undefined {
  const input = requesterInput.safeParse(event).data ?? scheduledTask.safeParse(event).data?.Payload;
  return input?.taskToken;
}

/** The callbacks that the messages of a batch belong to. */
export function correlationIdsOfBatch(event: unknown): string[] {
  const { Records = [] } = batch.safeParse(event).data ?? {};
  return Records.flatMap(({ body }) => correlationIdOf(parseJson(body)) ?? []);
}
