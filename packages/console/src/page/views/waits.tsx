import { useMemo, useState } from 'preact/hooks';
import { Empty } from '../parts/notice.tsx';
import { VirtualRows } from '../parts/virtual-rows.tsx';
import { WaitCells, WaitTitles } from '../parts/wait-cells.tsx';
import { openCount, waits } from '../state/live.ts';
import { goTo, linkTo } from '../state/route.ts';
import { type Order, selectWaits } from '../state/select-waits.ts';

/** Everything that waits: searched, filtered, sorted, live. */
export function WaitsView() {
  const [search, setSearch] = useState('');
  const [worker, setWorker] = useState('');
  const [machine, setMachine] = useState('');
  const [order, setOrder] = useState<Order>('age');
  const [isReversed, setReversed] = useState(false);
  const all = waits.value;
  const shown = useMemo(
    () => selectWaits(all ?? [], { search: search.toLowerCase(), worker, machine, order, isReversed }),
    [all, search, worker, machine, order, isReversed],
  );
  if (all === undefined) return <p class="muted pad">Reading what waits …</p>;
  const sortBy = (next: Order) => {
    setReversed(next === order && !isReversed);
    setOrder(next);
  };
  return (
    <section class="fill">
      <header class="bar-head">
        <h1>Waits</h1>
        <span class="count" aria-live="polite">
          {countOf(shown.length, all.length)}
        </span>
        <input
          type="search"
          aria-label="Search"
          placeholder="Search ID, worker, execution"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <Choice
          label="Worker"
          all="Every worker"
          value={worker}
          values={distinct(all.flatMap(({ sources }) => sources))}
          choose={setWorker}
        />
        <Choice
          label="State machine"
          all="Every state machine"
          value={machine}
          values={distinct(all.flatMap(({ stateMachine }) => stateMachine ?? []))}
          choose={setMachine}
        />
      </header>
      {all.length === 0 ? (
        <Empty title="Nothing waits">
          <p>
            Start an execution, and its callback shows here the moment that it sleeps.{' '}
            <a href={linkTo('executions')}>To the executions</a>
          </p>
        </Empty>
      ) : (
        <VirtualRows
          rows={shown}
          label="Callbacks that wait"
          rowHeight={44}
          keyOf={({ correlationId }) => correlationId}
          open={({ correlationId }) => goTo('callbacks', correlationId)}
          header={<WaitTitles order={order} isReversed={isReversed} sortBy={sortBy} />}
          cells={(wait) => <WaitCells wait={wait} />}
        />
      )}
    </section>
  );
}

/** Where very many are open, the oldest alone are listed. */
function countOf(shown: number, listed: number): string {
  const open = openCount.value ?? listed;
  const ofAll =
    open > listed
      ? `the ${listed.toLocaleString()} oldest of ${open.toLocaleString()}`
      : open.toLocaleString();
  return shown === listed ? ofAll : `${shown.toLocaleString()} of ${ofAll}`;
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly choose: (value: string) => void;
}

function Choice({ label, all, value, values, choose }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{all}</option>
      {values.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
