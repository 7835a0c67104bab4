import type { StateLight, Visit } from '@callback-relay/state-machine';
import { useState } from 'preact/hooks';
import { Chip } from './chip.tsx';
import { Json } from './json.tsx';
import { spanOf, Time } from './time.tsx';

const words = {
  running: 'RUNNING',
  succeeded: 'SUCCEEDED',
  caught: 'caught',
  failed: 'FAILED',
  aborted: 'ABORTED',
} as const;

/** One state of the graph: each time that the execution was in it, with input, output, variables, error and cause. */
export function StateDetails({
  name,
  light,
}: {
  readonly name: string | undefined;
  readonly light: StateLight | undefined;
}) {
  const [at, setAt] = useState<number>();
  if (name === undefined || light === undefined)
    return (
      <p class="muted">
        Choose a state: its input, output, variables, error and cause show here. Arrow keys move from state to
        state.
      </p>
    );
  const { visits } = light;
  const visit = visits[Math.min(at ?? visits.length - 1, visits.length - 1)];
  return (
    <>
      <h2>{name}</h2>
      {visit === undefined ? (
        <p class="muted">The execution has not been here.</p>
      ) : (
        <>
          {visits.length > 1 && (
            <label>
              Visit
              <select
                value={visits.indexOf(visit)}
                onChange={(event) => setAt(Number(event.currentTarget.value))}
              >
                {visits.map((each, index) => (
                  <option key={`${each.enteredAt} ${index}`} value={index}>
                    {index + 1} of {visits.length}: {each.status}
                  </option>
                ))}
              </select>
            </label>
          )}
          <VisitDetails visit={visit} />
        </>
      )}
    </>
  );
}

function VisitDetails({ visit }: { readonly visit: Visit }) {
  const { status, enteredAt, exitedAt, attempts, input, output, error, cause, variables } = visit;
  const timeOf = (time: number | undefined) =>
    time === undefined ? undefined : new Date(time).toISOString();
  return (
    <>
      <p>
        <Chip word={words[status]} /> <Time at={timeOf(enteredAt)} />
        {exitedAt !== undefined && enteredAt !== undefined && (
          <span class="muted">
            {' '}
            for {exitedAt - enteredAt < 1000 ? `${exitedAt - enteredAt} ms` : spanOf(exitedAt - enteredAt)}
          </span>
        )}
        {attempts > 1 && <span class="muted"> · {attempts} attempts</span>}
      </p>
      {error !== undefined && (
        <div class="notice error">
          <b>{error}</b>
          {cause !== undefined && <Json label="Cause" value={cause} />}
        </div>
      )}
      <h3>Input</h3>
      <Json label="Input of the state" value={input} />
      <h3>Output</h3>
      <Json label="Output of the state" value={output} />
      {variables !== undefined && (
        <>
          <h3>Variables</h3>
          <Json label="Variables" value={variables} />
        </>
      )}
    </>
  );
}
