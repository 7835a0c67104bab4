import type { ExecutionSummary, MachineSummary } from '@callback-relay/operator';
import { useState } from 'preact/hooks';
import { Chip } from '../parts/chip.tsx';
import { Empty, Notice } from '../parts/notice.tsx';
import { StartDialog } from '../parts/start-dialog.tsx';
import { spanOf, Time } from '../parts/time.tsx';
import { get } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { goTo, linkTo } from '../state/route.ts';
import { useReading } from '../state/use-reading.ts';

/** State machines, and the newest executions of the chosen one. */
export function ExecutionsView({ machine }: { readonly machine: string | undefined }) {
  const machines = useReading('machines', 0, () => get<readonly MachineSummary[]>('machines'));
  const [isStarting, setStarting] = useState(false);
  const chosen = machine ?? machines.value?.[0]?.name;
  return (
    <section class="page">
      <header class="bar-head">
        <h1>Executions</h1>
        <select
          aria-label="State machine"
          value={chosen}
          onChange={(event) => goTo('executions', event.currentTarget.value)}
        >
          {(machines.value ?? []).map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span class="grow" />
        <button type="button" class="main" disabled={chosen === undefined} onClick={() => setStarting(true)}>
          Start an execution
        </button>
      </header>
      {machines.error !== undefined && <Notice kind="error">{machines.error}</Notice>}
      {chosen !== undefined && <List machine={chosen} />}
      {machines.value?.length === 0 && <Empty title="There is no state machine" />}
      {isStarting && chosen !== undefined && (
        <StartDialog machine={chosen} close={() => setStarting(false)} />
      )}
    </section>
  );
}

function List({ machine }: { readonly machine: string }) {
  // ListExecutions is slow on AWS: it is asked again when something changes, and every ten seconds.
  const { value, error } = useReading(machine, changes.value + Math.floor(now.value / 10_000), () =>
    get<readonly ExecutionSummary[]>('executions', { stateMachine: machine }),
  );
  if (error !== undefined) return <Notice kind="error">{error}</Notice>;
  if (value?.length === 0) return <Empty title="It has not run yet" />;
  return (
    <div class="card">
      <table>
        <thead>
          <tr>
            <th scope="col">Execution</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {(value ?? []).map(({ arn, name, status, startedAt, stoppedAt }) => (
            <tr key={arn}>
              <td class="mono">
                <a href={linkTo('execution', arn)}>{name}</a>
              </td>
              <td>
                <Chip word={status} />
              </td>
              <td>
                <Time at={startedAt} />
              </td>
              <td>
                {startedAt === undefined
                  ? '–'
                  : spanOf(
                      (stoppedAt === undefined ? now.value : Date.parse(stoppedAt)) - Date.parse(startedAt),
                    )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
