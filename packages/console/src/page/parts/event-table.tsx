import { detailsOf, type HistoryEvent, timeOf } from '@callback-relay/state-machine';
import { linkTo } from '../state/route.ts';
import { Json } from './json.tsx';
import { Time } from './time.tsx';

/** The event history, as the AWS console has it. */
export function EventTable({ events }: { readonly events: readonly HistoryEvent[] }) {
  const [first] = events;
  const begun = first === undefined ? undefined : timeOf(first);
  return (
    <table class="events">
      <thead>
        <tr>
          <th scope="col">ID</th>
          <th scope="col">Event</th>
          <th scope="col">Time</th>
          <th scope="col">After</th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <Row key={event.id} event={event} begun={begun} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ event, begun }: { readonly event: HistoryEvent; readonly begun: number | undefined }) {
  const time = timeOf(event);
  const details = detailsOf(event);
  const id = correlationIdIn(details);
  return (
    <tr>
      <td class="number">{event.id}</td>
      <td>
        {event.type}
        {typeof details.name === 'string' && <span class="muted"> {details.name}</span>}
        {id !== undefined && (
          <>
            {' '}
            <a href={linkTo('callbacks', id)}>callback</a>
          </>
        )}
      </td>
      <td class="mono">{time === undefined ? '–' : <Time at={new Date(time).toISOString()} />}</td>
      <td class="number">
        {time === undefined || begun === undefined ? '' : `${((time - begun) / 1000).toFixed(3)} s`}
      </td>
      <td>
        <details>
          <summary>{Object.keys(details).join(', ') || 'none'}</summary>
          <Json label={`Event ${event.id}`} value={event} />
        </details>
      </td>
    </tr>
  );
}

/** What the requester answered when it opened the callback. */
function correlationIdIn({ output }: Readonly<Record<string, unknown>>): string | undefined {
  try {
    const { Payload } = JSON.parse(String(output)) as { Payload?: { correlationId?: unknown } };
    return typeof Payload?.correlationId === 'string' ? Payload.correlationId : undefined;
  } catch {
    return undefined;
  }
}
