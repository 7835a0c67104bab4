// biome-ignore-all lint/a11y/useSemanticElements: cells of a grid whose rows are placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
import type { Wait } from '@callback-relay/operator';
import { now } from '../state/clock.ts';
import type { Order } from '../state/select-waits.ts';
import { spanOf } from './time.tsx';

interface WaitTitlesProps {
  readonly order: Order;
  readonly isReversed: boolean;
  readonly sortBy: (order: Order) => void;
}

const titles: readonly (readonly [Order | undefined, string])[] = [
  ['id', 'Correlation ID'],
  ['worker', 'May answer'],
  [undefined, 'Execution'],
  ['age', 'Age'],
  ['deadline', 'Deadline'],
];

/** The titles of the list, which sort it. */
export function WaitTitles({ order, isReversed, sortBy }: WaitTitlesProps) {
  const direction = isReversed ? 'descending' : 'ascending';
  return titles.map(([name, text]) => (
    <span key={text} role="columnheader" aria-sort={name === order ? direction : 'none'}>
      {name === undefined ? (
        text
      ) : (
        <button type="button" class="sort" onClick={() => sortBy(name)}>
          {text} {name === order && (isReversed ? '↑' : '↓')}
        </button>
      )}
    </span>
  ));
}

/** One callback that waits; its deadline as a bar of the time that is spent. */
export function WaitCells({ wait }: { readonly wait: Wait }) {
  const { correlationId, sources, stateMachine, execution, openedAt, deadline } = wait;
  const time = now.value;
  const [opened, due] = [Date.parse(openedAt ?? ''), Date.parse(deadline ?? '')];
  const spent = Math.min(1, Math.max(0, (time - opened) / (due - opened)));
  return (
    <>
      <span role="gridcell" class="mono cut" title={correlationId}>
        {correlationId}
      </span>
      <span role="gridcell" class="cut">
        {sources.join(', ')}
      </span>
      <span role="gridcell" class="cut muted" title={execution}>
        {stateMachine === undefined ? '–' : `${stateMachine} / ${execution}`}
      </span>
      <span role="gridcell" class="number">
        {Number.isNaN(opened) ? '–' : spanOf(time - opened)}
      </span>
      <span role="gridcell" class="due">
        {Number.isNaN(due) ? (
          '–'
        ) : due < time ? (
          <b class="late">{spanOf(time - due)} over</b>
        ) : (
          `in ${spanOf(due - time)}`
        )}
        <span class="meter">
          <span
            class={spent > 0.8 ? 'hot' : ''}
            style={{ width: `${Number.isNaN(spent) ? 0 : spent * 100}%` }}
          />
        </span>
      </span>
    </>
  );
}
