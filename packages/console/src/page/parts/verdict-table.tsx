import type { VerdictEntry } from '@callback-relay/operator';
import { linkTo } from '../state/route.ts';
import { session } from '../state/session.ts';
import { Chip } from './chip.tsx';
import { Time } from './time.tsx';

/** Verdicts, each with its meaning as a sentence. */
export function VerdictTable({
  entries,
  withId,
}: {
  readonly entries: readonly VerdictEntry[];
  readonly withId: boolean;
}) {
  if (entries.length === 0) return <p class="muted">None yet.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Verdict</th>
          {withId && <th scope="col">Callback</th>}
          <th scope="col">Event</th>
          <th scope="col">What it says</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={`${entry.at} ${entry.event.id} ${entry.verdict}`}>
            <td class="mono">
              <Time at={entry.at} />
            </td>
            <td>
              <Chip word={entry.verdict} hint={entry.code} />
              {entry.repeated && <span class="muted"> again</span>}
            </td>
            {withId && (
              <td class="mono id">
                {entry.correlationId === null ? (
                  '–'
                ) : (
                  <a href={linkTo('callbacks', entry.correlationId)}>{entry.correlationId}</a>
                )}
              </td>
            )}
            <td>
              {entry.event.detailType}
              <span class="muted"> from {entry.event.source}</span>
            </td>
            <td>
              {session.value?.verdicts[entry.verdict] ?? entry.reason}
              {entry.operator !== undefined && (
                <span class="muted">
                  {' '}
                  · by {entry.operator.who}: {entry.operator.why}
                </span>
              )}
              {entry.verdict !== 'delivered' && entry.reason !== session.value?.verdicts[entry.verdict] && (
                <span class="muted"> · {entry.reason}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
