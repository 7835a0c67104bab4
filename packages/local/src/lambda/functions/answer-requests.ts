import type { MessagePort, Worker } from 'node:worker_threads';
import type { AnswerRequest } from '../../foundation/http.ts';
import type { EndpointAnswer, EndpointRequest, FromSandbox, ToSandbox } from './sandbox/message.ts';
import { oncePerTurn } from './sandbox/once-per-turn.ts';

/** Answers a thread's requests to the runtime's endpoint as the endpoint does. */
export function answerRequests(thread: MessagePort | Worker, answer: AnswerRequest): void {
  const send = oncePerTurn((answers: readonly EndpointAnswer[]) =>
    thread.postMessage({ kind: 'answers', answers } satisfies ToSandbox),
  );

  async function answerOne(request: EndpointRequest): Promise<void> {
    const answered = await answer(received(request)).catch(failed);
    send({ id: request.id, ...answered });
  }

  thread.on('message', (message: FromSandbox) => {
    if (message.kind === 'requests') for (const request of message.requests) void answerOne(request);
  });
}

function received({ method, path, headers, body }: EndpointRequest): Parameters<AnswerRequest>[0] {
  return { method, path, headers, body: typeof body === 'string' ? Buffer.from(body) : bufferOf(body) };
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function failed(error: unknown): Awaited<ReturnType<AnswerRequest>> {
  return { status: 500, headers: {}, body: String(error) };
}
