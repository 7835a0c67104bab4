import { channel } from 'node:diagnostics_channel';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { isFunction } from '../../../foundation/is-function.ts';
import { isObject } from '../../../foundation/is-object.ts';
import { type Ask, DirectRequest } from './direct-request.ts';
import type { EventLoop } from './event-loop.ts';
import type { EndpointAnswer, EndpointRequest, FromSandbox, ToSandbox } from './message.ts';
import { oncePerTurn } from './once-per-turn.ts';

/** Who listens to these wants to see each request of Node's HTTP client. */
const observed = ['http.client.request.created', 'http.client.request.start'].map((name) => channel(name));

/**
 * Hands the calls of AWS SDKs to the runtime's endpoint over as messages: a socket between two threads of one process,
 * and HTTP that is written and parsed at both of its ends, takes half of the time of a call. Everything else goes its way.
 */
export function sendDirectly(endpoint: string, port: MessagePort, hold: EventLoop['hold']): void {
  const { hostname, port: endpointPort } = new URL(endpoint);
  const overHttp = http.request as (...given: unknown[]) => http.ClientRequest;
  const ask = askOver(port, hold);

  function isDirect(options: unknown): options is http.RequestOptions {
    if (!isObject(options)) return false;
    const { host, port: to, agent, headers, signal } = options;
    return (
      host === hostname &&
      String(to) === endpointPort &&
      // Another kind of agent has a way of its own, as through a proxy.
      agent instanceof http.Agent &&
      agent.constructor === http.Agent &&
      isSigned(headers) &&
      // Node's own client listens to it; SDKs end their requests themselves.
      signal === undefined &&
      !observed.some(({ hasSubscribers }) => hasSubscribers)
    );
  }

  http.request = ((...given: unknown[]) => {
    const [asked, onResponse] = given;
    const options = withoutHostPrefix(asked, hostname);
    if (!isDirect(options)) return overHttp(options, ...given.slice(1));
    return new DirectRequest(options, ask, isFunction(onResponse) ? onResponse : undefined);
  }) as typeof http.request;
  syncBuiltinESMExports();
}

/**
 * SDKs put this before the host of some of Step Functions' calls, whatever the endpoint is, and a name before an address
 * leads nowhere: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
const HOST_PREFIX = 'sync-';

function withoutHostPrefix(options: unknown, hostname: string): unknown {
  if (!isObject(options) || options.host !== HOST_PREFIX + hostname) return options;
  const headers = isObject(options.headers) ? options.headers : {};
  return { ...options, host: hostname, headers: { ...headers, host: `${hostname}:${options.port}` } };
}

/** A call of an SDK that is sent at once, and does not ask first whether its body is wanted. */
function isSigned(headers: unknown): boolean {
  if (!isObject(headers)) return false;
  const authorization = headers.authorization ?? headers.Authorization;
  const expects = headers.expect ?? headers.Expect;
  return String(authorization).startsWith('AWS4-HMAC-SHA256 ') && expects === undefined;
}

function askOver(port: MessagePort, hold: EventLoop['hold']): Ask {
  const asked = new Map<number, (answer: EndpointAnswer) => void>();
  let id = 0;
  const send = oncePerTurn((requests: readonly EndpointRequest[]) =>
    port.postMessage({ kind: 'requests', requests } satisfies FromSandbox),
  );
  port.on('message', (message: ToSandbox) => {
    if (message.kind !== 'answers') return;
    for (const answer of message.answers) {
      asked.get(answer.id)?.(answer);
      asked.delete(answer.id);
    }
  });
  return (request) => {
    id += 1;
    const own = id;
    const release = hold();
    const { promise, resolve } = Promise.withResolvers<EndpointAnswer>();
    asked.set(own, (answer) => {
      release();
      resolve(answer);
    });
    send({ id: own, ...request });
    return {
      answer: promise,
      forget() {
        if (asked.delete(own)) release();
      },
    };
  };
}
