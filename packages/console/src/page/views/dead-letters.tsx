import type { DeadLetter, DeadLetterQueue } from '@callback-relay/operator';
import { useState } from 'preact/hooks';
import { Json } from '../parts/json.tsx';
import { Empty, Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { get, post } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { linkTo } from '../state/route.ts';
import { useReading } from '../state/use-reading.ts';

/** The dead-letter queues, what is in the chosen one, and its redrive. */
export function DeadLettersView({ queue }: { readonly queue: string | undefined }) {
  const { value, error } = useReading('queues', changes.value + Math.floor(now.value / 5000), () =>
    get<readonly DeadLetterQueue[]>('dead-letter-queues'),
  );
  return (
    <section class="page">
      <header class="bar-head">
        <h1>Dead letters</h1>
      </header>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <div class="card">
        <table>
          <thead>
            <tr>
              <th scope="col">Queue</th>
              <th scope="col">Messages</th>
              <th scope="col">A redrive leads to</th>
            </tr>
          </thead>
          <tbody>
            {(value ?? []).map(({ name, visible, inFlight, source }) => (
              <tr key={name} class={name === queue ? 'chosen' : ''}>
                <td class="mono">
                  <a href={linkTo('dead-letters', name)}>{name}</a>
                </td>
                <td class={`number ${visible + inFlight > 0 ? 'late' : ''}`}>{visible + inFlight}</td>
                <td class="mono">{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {queue !== undefined && <Letters queue={queue} />}
    </section>
  );
}

function Letters({ queue }: { readonly queue: string }) {
  const { value, error, again } = useReading(queue, 0, () =>
    get<readonly DeadLetter[]>('dead-letters', { queue }),
  );
  const [said, setSaid] = useState<string>();
  const redrive = async () => {
    try {
      const { destination } = await post<{ destination: string }>('redrive', { queue });
      setSaid(
        `The messages are moved to ${destination}. Each is handled again there; a settled callback stays settled.`,
      );
      setTimeout(again, 1500);
    } catch (thrown) {
      setSaid((thrown as Error).message);
    }
  };
  return (
    <div class="card">
      <header class="bar-head">
        <h2 class="mono cut">{queue}</h2>
        <span class="grow" />
        <button type="button" onClick={again}>
          Look again
        </button>
        <button
          type="button"
          class="main"
          disabled={value === undefined || value.length === 0}
          onClick={redrive}
        >
          Redrive
        </button>
      </header>
      {said !== undefined && <Notice kind="good">{said}</Notice>}
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value?.length === 0 && <Empty title="It is empty" />}
      {(value ?? []).map(({ messageId, kind, correlationId, sentAt, receiveCount, reason, body }) => (
        <details key={messageId} class="letter">
          <summary>
            <b>{kind}</b>{' '}
            {correlationId !== undefined && <a href={linkTo('callbacks', correlationId)}>{correlationId}</a>}{' '}
            <span class="muted">
              <Time at={sentAt} /> · received {receiveCount ?? 0} times
              {reason !== undefined && ` · ${reason}`}
            </span>
          </summary>
          <Json label="Message" value={body} />
        </details>
      ))}
    </div>
  );
}
