import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { AnswerRequest } from '../../foundation/http.ts';
import type { EndpointAnswer, EndpointRequest } from './sandbox/message.ts';

/** The other end of a port whose requests to the runtime's endpoint are answered as the endpoint answers them. */
export function openRequestPort(answer: AnswerRequest): MessagePort {
  const { port1: here, port2: there } = new MessageChannel();
  here.on('message', async ({ id, body, ...request }: EndpointRequest) => {
    const received = { ...request, body: typeof body === 'string' ? Buffer.from(body) : bufferOf(body) };
    const answered: EndpointAnswer = { id, ...(await answer(received).catch(failed)) };
    here.postMessage(answered);
  });
  // The thread keeps the process up, and not this.
  here.unref();
  return there;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

function failed(error: unknown): Omit<EndpointAnswer, 'id'> {
  return { status: 500, headers: {}, body: String(error) };
}
