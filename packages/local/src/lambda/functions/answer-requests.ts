import type { MessagePort, Worker } from 'node:worker_threads';
import type { AnswerRequest } from '../../foundation/http.ts';
import type { EndpointRequest, FromSandbox, ToSandbox } from './sandbox/message.ts';

/** Answers a thread's requests to the runtime's endpoint as the endpoint does. */
export function answerRequests(thread: MessagePort | Worker, answer: AnswerRequest): void {
  thread.on('message', async (message: FromSandbox) => {
    if (message.kind !== 'request') return;
    const answered = await answer(received(message)).catch(failed);
    thread.postMessage({ kind: 'answer', id: message.id, ...answered } satisfies ToSandbox);
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
