import { AwsError } from '../foundation/aws-error.ts';
import type { Faults } from '../foundation/faults.ts';
import type { Answer, Request } from '../foundation/http.ts';
import type { ManualClock } from '../foundation/manual-clock.ts';
import { admitControl } from './admission.ts';
import { asAwsError, jsonError, readInput } from './json-protocol.ts';

/** A manual step that is longer than this is a mistake in the unit: a century. */
const LONGEST_STEP_MS = 100 * 365 * 86_400_000;

export interface ControlPorts {
  readonly clock: ManualClock;
  readonly faults: Faults;
  readonly status: () => 'starting' | 'ok' | 'stopping';
  readonly resources: () => unknown;
  /** Switches all event source mappings of a function. */
  readonly setMappingEnabled: (functionName: string, enabled: boolean) => Promise<void>;
}

type Handle = (input: Record<string, unknown>) => unknown;

/**
 * The runtime's own paths, beside AWS's:
 *
 * - `GET /_local/health` answers `{"status": "starting" | "ok" | "stopping", "now": MILLISECONDS}`
 * - `GET /_local/resources` lists what runs
 * - `POST /_local/clock/advance` with `{"milliseconds": N}` moves the clock on and answers `{"now": MILLISECONDS}`
 *   once all that was due by then has happened
 * - `POST /_local/clock/next` moves it on to the next timer
 * - `POST /_local/mappings` with `{"functionName", "enabled"}` switches a function's event source mappings
 * - `POST /_local/faults` with `{"fault": "throttle", …}` puts a fault in, see `fault-request.ts`
 *
 * Those that change something want a JSON content type and the header `x-local-runtime`, which no web page can send.
 */
export function createControl(ports: ControlPorts): (request: Request) => Promise<Answer> {
  const { clock, faults } = ports;
  const now = () => ({ now: clock.now() });
  const reads: Readonly<Record<string, () => unknown>> = {
    '/_local/health': () => ({ status: ports.status(), ...now() }),
    '/_local/resources': ports.resources,
  };
  const changes: Readonly<Record<string, Handle>> = {
    '/_local/clock/advance': async ({ milliseconds }) => {
      await clock.advance(readMilliseconds(milliseconds));
      return now();
    },
    '/_local/clock/next': async () => {
      await clock.advanceToNext();
      return now();
    },
    '/_local/mappings': async ({ functionName, enabled }) => {
      if (typeof functionName !== 'string' || typeof enabled !== 'boolean')
        throw invalid('The body must be {"functionName": NAME, "enabled": true | false}.');
      await ports.setMappingEnabled(functionName, enabled);
      return { functionName, enabled };
    },
    '/_local/faults': async (input) => (await import('./fault-request.ts')).readFault(input)(faults),
  };

  return async ({ method, url, headers, body }) => {
    const path = url.pathname;
    try {
      const read = method === 'GET' && Object.hasOwn(reads, path) ? reads[path] : undefined;
      if (read !== undefined) return json(200, read());
      const change = method === 'POST' && Object.hasOwn(changes, path) ? changes[path] : undefined;
      if (change === undefined) return json(404, { message: `The local runtime has no ${method} ${path}.` });
      admitControl(headers);
      if (ports.status() === 'starting') return json(503, { message: 'The local runtime is starting.' });
      return json(200, (await change(await readInput(body))) ?? {});
    } catch (error) {
      return jsonError(asAwsError(error), 'application/json');
    }
  };
}

function readMilliseconds(milliseconds: unknown): number {
  if (typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= LONGEST_STEP_MS)
    return milliseconds;
  throw invalid('The body must be {"milliseconds": N}, with N between 0 and a century.');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
