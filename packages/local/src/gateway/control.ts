import type { Answer, Request } from '../foundation/http.ts';
import type { ManualClock } from '../foundation/manual-clock.ts';

/** A driven step that is longer than this is a mistake in the unit: a century. */
const LONGEST_STEP_MS = 100 * 365 * 86_400_000;

/**
 * The runtime's own paths, beside AWS's:
 *
 * - `GET /_local/health` answers `{"status": "ok", "now": MILLISECONDS}`
 * - `POST /_local/clock/advance` with `{"milliseconds": N}` moves the clock on and answers `{"now": MILLISECONDS}`
 *   once all that was due by then has happened
 * - `GET /_local/resources` lists what is supported
 */
export function createControl(
  clock: ManualClock,
  resources: () => unknown,
): (request: Request) => Promise<Answer> {
  return async ({ method, url, body }) => {
    switch (`${method} ${url.pathname}`) {
      case 'GET /_local/health':
        return json(200, { status: 'ok', now: clock.now() });
      case 'GET /_local/resources':
        return json(200, resources());
      case 'POST /_local/clock/advance': {
        const milliseconds = readMilliseconds(body);
        if (milliseconds === undefined) {
          return json(400, {
            message: 'The body must be {"milliseconds": N}, with N between 0 and a century.',
          });
        }
        await clock.advance(milliseconds);
        return json(200, { now: clock.now() });
      }
      default:
        return json(404, { message: `The local runtime has no ${method} ${url.pathname}.` });
    }
  };
}

function readMilliseconds(body: Buffer): number | undefined {
  try {
    const { milliseconds } = JSON.parse(body.toString()) as { milliseconds?: unknown };
    const valid = typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= LONGEST_STEP_MS;
    return valid ? milliseconds : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
