import type { Resources } from '@callback-relay/operator';
import { useState } from 'preact/hooks';
import { Notice } from '../parts/notice.tsx';
import { get, postLocal } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { useReading } from '../state/use-reading.ts';

interface Act {
  readonly name: string;
  readonly says: string;
  readonly path: string;
  readonly body: object;
}

const advances: readonly Act[] = [
  ['10 seconds', 10_000],
  ['5 minutes', 300_000],
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
].map(([name, milliseconds]) => ({
  name: `+ ${name}`,
  says: 'Every timer that is due by then fires',
  path: 'clock/advance',
  body: { milliseconds },
}));

const faults: readonly Act[] = [
  {
    name: 'Throttle',
    says: 'Step Functions throttles the next 5 SendTaskSuccess',
    path: 'faults',
    body: { fault: 'throttle', service: 'states', operation: 'SendTaskSuccess', count: 5 },
  },
  {
    name: 'Lose the answer',
    says: 'The next SendTaskSuccess works, and its answer is lost: the relay is unsure',
    path: 'faults',
    body: { fault: 'lose-answer', service: 'states', operation: 'SendTaskSuccess', count: 1 },
  },
  {
    name: 'Duplicate an event',
    says: 'The next event is delivered twice',
    path: 'faults',
    body: { fault: 'duplicate', service: 'events', count: 1 },
  },
  {
    name: 'Duplicate a message',
    says: 'The next message is received twice',
    path: 'faults',
    body: { fault: 'duplicate', service: 'sqs', count: 1 },
  },
  {
    name: 'Delay',
    says: 'The next 3 PutEvents take 5 seconds',
    path: 'faults',
    body: { fault: 'delay', service: 'events', operation: 'PutEvents', milliseconds: 5000, count: 3 },
  },
];

/** Of the local runtime alone: its clock, its workers, and faults, so that one sees what becomes of them. */
export function LabView() {
  const [said, setSaid] = useState<{ kind: 'good' | 'error'; text: string }>();
  const { value, again } = useReading('lab', changes.value, () => get<Resources>('resources'));
  const act = async (path: string, body: object, text: string) => {
    try {
      await postLocal(path, body);
      setSaid({ kind: 'good', text });
      again();
    } catch (error) {
      setSaid({ kind: 'error', text: (error as Error).message });
    }
  };
  const button = ({ name, says, path, body }: Act) => (
    <button key={name} type="button" title={says} onClick={() => act(path, body, `${says}.`)}>
      {name}
    </button>
  );
  return (
    <section class="page">
      <header class="bar-head">
        <h1>Lab</h1>
        <span class="count">of the local runtime alone</span>
      </header>
      {said !== undefined && <Notice kind={said.kind}>{said.text}</Notice>}
      <div class="card">
        <h2>Clock</h2>
        <p class="mono clock">{new Date(now.value).toISOString().replace('T', ' ').slice(0, 19)} UTC</p>
        <div class="row">
          {advances.map(button)}
          <button
            type="button"
            class="main"
            onClick={() => act('clock/next', {}, 'Moved on to the next timer.')}
          >
            To the next timer
          </button>
        </div>
      </div>
      <div class="card">
        <h2>Workers and mappings</h2>
        <ul class="plain">
          {(value?.mappings ?? []).map(({ functionName, queue, enabled }) => (
            <li key={`${functionName} ${queue}`} class="switch">
              <label>
                <input
                  type="checkbox"
                  checked={enabled}
                  onChange={() =>
                    act(
                      'mappings',
                      { functionName, enabled: !enabled },
                      `${functionName} is ${enabled ? 'off' : 'on'}.`,
                    )
                  }
                />
                <span class="mono">{functionName}</span> <span class="muted">reads {queue}</span>
              </label>
              <button
                type="button"
                title="Its next invocation ends as if its process had died"
                onClick={() =>
                  act(
                    'faults',
                    { fault: 'crash', functionName },
                    `The next invocation of ${functionName} crashes.`,
                  )
                }
              >
                Crash the next invocation
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div class="card">
        <h2>Faults</h2>
        <dl class="faults">
          {faults.map((fault) => (
            <div key={fault.name}>
              <dt>{button(fault)}</dt>
              <dd class="muted">{fault.says}.</dd>
            </div>
          ))}
        </dl>
        <div class="row">
          <button
            type="button"
            class="quiet"
            onClick={() => act('faults', { fault: 'clear' }, 'Every fault is taken out.')}
          >
            Take every fault out
          </button>
        </div>
      </div>
    </section>
  );
}
