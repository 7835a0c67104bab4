import type { ComponentChildren } from 'preact';
import { isLocal } from './state/api.ts';
import { connection, openCount, problem } from './state/live.ts';
import { linkTo, route } from './state/route.ts';
import { session } from './state/session.ts';
import { CallbackView } from './views/callback.tsx';
import { DeadLettersView } from './views/dead-letters.tsx';
import { ExecutionView } from './views/execution.tsx';
import { ExecutionsView } from './views/executions.tsx';
import { LabView } from './views/lab.tsx';
import { ResourcesView } from './views/resources.tsx';
import { VerdictsView } from './views/verdicts.tsx';
import { WaitsView } from './views/waits.tsx';

const links: readonly (readonly [string, string, readonly string[]])[] = [
  ['waits', 'Waits', ['callbacks']],
  ['executions', 'Executions', ['execution']],
  ['verdicts', 'Verdicts', []],
  ['dead-letters', 'Dead letters', []],
  ['resources', 'Resources', []],
  ...(isLocal ? ([['lab', 'Lab', []]] as const) : []),
];

/** The frame around every view: where one is, what stage it is, whether it is live. */
export function App() {
  const { view, subject } = route.value;
  const current = links.find(([name, , inner]) => name === view || inner.includes(view));
  document.title = `${current?.[1] ?? 'Not found'} · Callback Relay`;
  return (
    <>
      <button type="button" class="skip" onClick={focusMain}>
        To the content
      </button>
      <nav aria-label="Views">
        <p class="brand">
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M4 8h11a5 5 0 0 1 0 10H9M12 21l-4-3 4-3M8 5L4 8l4 3" />
          </svg>
          Callback Relay
        </p>
        <ul>
          {links.map(([name, text]) => (
            <li key={name}>
              <a href={linkTo(name)} aria-current={current?.[0] === name ? 'page' : undefined}>
                {text}
                {name === 'waits' && openCount.value !== undefined && (
                  <span class="badge">{openCount.value.toLocaleString()}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
        <Where />
      </nav>
      <main id="main" tabIndex={-1}>
        {problem.value !== undefined && (
          <p class="notice error" role="alert">
            {problem.value}
          </p>
        )}
        <View view={view} subject={subject} />
      </main>
    </>
  );
}

function focusMain(): void {
  document.querySelector<HTMLElement>('main')?.focus();
}

const connections = { connecting: 'connecting', live: 'live', lost: 'not connected, trying again' } as const;

function Where() {
  const { stage, caller } = session.value ?? {};
  return (
    <div class="where">
      <p class={`connection ${connection.value}`} role="status">
        {connections[connection.value]}
      </p>
      {stage !== undefined && <p>stage {stage}</p>}
      {caller !== undefined && (
        <p class="cut" title={caller.arn}>
          {isLocal ? 'local runtime' : `${caller.account}, ${caller.region}`}
        </p>
      )}
    </div>
  );
}

function View({
  view,
  subject,
}: {
  readonly view: string;
  readonly subject: string | undefined;
}): ComponentChildren {
  switch (view) {
    case 'waits':
      return <WaitsView />;
    case 'callbacks':
      return subject === undefined ? <WaitsView /> : <CallbackView key={subject} id={subject} />;
    case 'executions':
      return <ExecutionsView machine={subject} />;
    case 'execution':
      return subject === undefined ? (
        <ExecutionsView machine={undefined} />
      ) : (
        <ExecutionView key={subject} arn={subject} />
      );
    case 'verdicts':
      return <VerdictsView />;
    case 'dead-letters':
      return <DeadLettersView queue={subject} />;
    case 'resources':
      return <ResourcesView functionName={subject} />;
    case 'lab':
      return isLocal ? <LabView /> : <WaitsView />;
    default:
      return (
        <section class="page">
          <h1>There is no such view</h1>
          <p>
            <a href={linkTo('waits')}>To what waits</a>
          </p>
        </section>
      );
  }
}
