import type { Execution } from '@callback-relay/operator';
import { detailsOf, type HistoryEvent, lightingOf } from '@callback-relay/state-machine';
import { useMemo, useState } from 'preact/hooks';
import { Chip } from '../parts/chip.tsx';
import { EventTable } from '../parts/event-table.tsx';
import { Json } from '../parts/json.tsx';
import { Notice } from '../parts/notice.tsx';
import { StateDetails } from '../parts/state-details.tsx';
import { StateMachine } from '../parts/state-machine.tsx';
import { Time } from '../parts/time.tsx';
import { get } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { linkTo } from '../state/route.ts';
import { useReading } from '../state/use-reading.ts';

interface ExecutionAnswer {
  readonly execution: Execution;
  readonly events: readonly HistoryEvent[];
  readonly note?: string;
}

/** An execution: its state machine lit as it runs, each state's input and output, its events. */
export function ExecutionView({ arn }: { readonly arn: string }) {
  const [isRunning, setRunning] = useState(true);
  const revision = changes.value + (isRunning ? Math.floor(now.value / 2000) : 0);
  const { value, error } = useReading(arn, revision, async () => {
    const answer = await get<ExecutionAnswer>('execution', { arn });
    setRunning(answer.execution.status === 'RUNNING');
    return answer;
  });
  return (
    <section class="page">
      <header class="bar-head">
        <a
          href={linkTo('executions', value?.execution.stateMachine)}
          aria-label="Back to the executions"
          class="back"
        >
          ←
        </a>
        <h1 class="cut" title={arn}>
          {arn.split(':').at(-1)}
        </h1>
        {value !== undefined && <Chip word={value.execution.status} />}
      </header>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value !== undefined && <Body answer={value} />}
    </section>
  );
}

type Tab = 'events' | 'data' | 'definition';
const tabs: Readonly<Record<Tab, string>> = {
  events: 'Events',
  data: 'Input and output',
  definition: 'Definition',
};

function Body({ answer: { execution, events, note } }: { readonly answer: ExecutionAnswer }) {
  const [chosen, select] = useState<string>();
  // Until one is chosen, the state that the execution came to last.
  const selected = chosen ?? lastEntered(events);
  const [tab, setTab] = useState<Tab>('events');
  const lighting = useMemo(() => lightingOf(events), [events]);
  const { startedAt, stoppedAt, error, cause, stateMachine } = execution;
  return (
    <>
      <p class="muted">
        {stateMachine} · started <Time at={startedAt} />
        {stoppedAt !== undefined && (
          <>
            {' '}
            · ended <Time at={stoppedAt} />
          </>
        )}
      </p>
      {error !== undefined && (
        <Notice kind="error">
          {error}
          {cause !== undefined && `: ${cause}`}
        </Notice>
      )}
      {note !== undefined && <Notice>{note}</Notice>}
      <div class="columns graph">
        <div class="card">
          <StateMachine
            definition={execution.definition}
            events={events}
            selected={selected}
            select={select}
          />
        </div>
        <div class="card">
          <StateDetails
            name={selected}
            light={selected === undefined ? undefined : lighting.light(selected)}
          />
        </div>
      </div>
      <div class="tabs" role="tablist" aria-label="More of the execution">
        {Object.entries(tabs).map(([name, text]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="tab-panel"
            onClick={() => setTab(name as Tab)}
          >
            {text}
          </button>
        ))}
      </div>
      <div class="card" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'events' && <EventTable events={events} />}
        {tab === 'data' && (
          <div class="columns">
            <div>
              <h2>Input</h2>
              <Json label="Input" value={execution.input} />
            </div>
            <div>
              <h2>Output</h2>
              <Json label="Output" value={execution.output} />
            </div>
          </div>
        )}
        {tab === 'definition' && <Json label="Definition" value={execution.definition} />}
      </div>
    </>
  );
}

function lastEntered(events: readonly HistoryEvent[]): string | undefined {
  const event = events.findLast(({ type }) => type?.endsWith('StateEntered'));
  return event === undefined ? undefined : String(detailsOf(event).name);
}
