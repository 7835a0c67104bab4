import type { Explanation, CallbackView as View } from '@callback-relay/operator';
import { useRef, useState } from 'preact/hooks';
import { AnswerDialog, type AnswerKind } from '../parts/answer-dialog.tsx';
import { Chip } from '../parts/chip.tsx';
import { Json } from '../parts/json.tsx';
import { Notice } from '../parts/notice.tsx';
import { Ago, Time } from '../parts/time.tsx';
import { VerdictTable } from '../parts/verdict-table.tsx';
import { Way } from '../parts/way.tsx';
import { get } from '../state/api.ts';
import { changes } from '../state/live.ts';
import { linkTo } from '../state/route.ts';
import { useReading } from '../state/use-reading.ts';

/** One callback: where it is, why it sleeps, what was asked, what was answered; and the buttons to answer it. */
export function CallbackView({ id }: { readonly id: string }) {
  const { value, error, again } = useReading(id, changes.value, () => get<View>('callback', { id }));
  const [dialog, setDialog] = useState<AnswerKind>();
  const [said, setSaid] = useState<string>();
  // A closed row names its execution no more: what was read while it was open stays on the page.
  const execution = useRef<Partial<View>>({});
  if (value?.executionArn !== undefined)
    execution.current = {
      executionArn: value.executionArn,
      stateMachine: value.stateMachine ?? '',
      execution: value.execution ?? '',
    };
  const isOpen = value?.state === 'waiting' || value?.state === 'settling';
  const button = (kind: AnswerKind, text: string, look = '') => (
    <button type="button" class={look} disabled={!isOpen} onClick={() => setDialog(kind)}>
      {text}
    </button>
  );
  return (
    <section class="page">
      <header class="bar-head">
        <a href={linkTo('waits')} aria-label="Back to what waits" class="back">
          ←
        </a>
        <h1 class="mono cut" title={id}>
          {id}
        </h1>
        {value !== undefined && <Chip word={value.state} />}
        <span class="grow" />
        {button('succeed', 'Succeed', 'main')}
        {button('fail', 'Fail', 'bad')}
        {button('heartbeat', 'Heartbeat')}
        {button('allow', 'Allow a source')}
      </header>
      {said !== undefined && <Notice kind="good">{said}</Notice>}
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value !== undefined && <Details view={{ ...execution.current, ...value }} />}
      {dialog !== undefined && (
        <AnswerDialog
          id={id}
          kind={dialog}
          close={() => setDialog(undefined)}
          done={(text) => {
            setSaid(text);
            again();
          }}
        />
      )}
    </section>
  );
}

function Details({ view }: { readonly view: View }) {
  const { correlationId, state, notes } = view;
  return (
    <>
      <Way stations={view.way} />
      <Why id={correlationId} state={state} />
      <div class="columns">
        <Facts view={view} />
        <div class="card">
          <h2>Request</h2>
          <Json label="Request" value={view.task?.payload} />
        </div>
      </div>
      {view.parked.map(({ source, account, parkedAt, until, outcome }) => (
        <div class="card" key={`${account}/${source}`}>
          <h2>
            Parked: {source} of {account}
          </h2>
          <p class="muted">
            <Ago at={parkedAt} />, kept until <Time at={until} />
          </p>
          <Json label="Parked result" value={outcome} />
        </div>
      ))}
      <div class="card">
        <h2>Verdicts</h2>
        <VerdictTable entries={view.verdicts.toReversed()} withId={false} />
      </div>
      {notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
    </>
  );
}

/** Why it sleeps, and what to do. */
function Why({ id, state }: { readonly id: string; readonly state: string }) {
  const { value, error } = useReading(`${id} ${state}`, changes.value, () =>
    get<readonly Explanation[]>('explain', { target: id }),
  );
  if (error !== undefined) return <Notice kind="error">{error}</Notice>;
  const [explanation] = value ?? [];
  if (explanation === undefined) return <div class="card why muted">Looking why it sleeps …</div>;
  const { cause, also } = explanation;
  return (
    <div class={`card why ${cause.code}`} data-cause={cause.code}>
      <h2>{cause.says}</h2>
      <ul class="evidence">
        {cause.evidence.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {cause.todo.map((line) => (
        <p key={line} class="todo">
          {line}
        </p>
      ))}
      {also.length > 0 && <p class="muted">Also: {also.map(({ says }) => says).join(' ')}</p>}
    </div>
  );
}

function Facts({ view }: { readonly view: View }) {
  const {
    openedAt,
    deadline,
    sources,
    accounts,
    attempt,
    redrive,
    execution,
    executionArn,
    stateMachine,
    task,
    heartbeat,
  } = view;
  return (
    <div class="card">
      <h2>Callback</h2>
      <dl>
        <dt>Opened</dt>
        <dd>
          <Time at={openedAt} />{' '}
          <span class="muted">
            (<Ago at={openedAt} />)
          </span>
        </dd>
        <dt>Deadline</dt>
        <dd>
          <Time at={deadline} />{' '}
          <span class="muted">
            (<Ago at={deadline} />)
          </span>
        </dd>
        <dt>May answer</dt>
        <dd>
          {sources.join(', ') || '–'}
          {accounts !== undefined && <span class="muted"> of {accounts.join(', ')}</span>}
        </dd>
        <dt>Task</dt>
        <dd>
          {task?.stateName ?? '–'}
          {attempt !== undefined && attempt > 0 && <span class="muted"> attempt {attempt}</span>}
          {redrive !== undefined && <span class="muted"> redrive {redrive}</span>}
        </dd>
        <dt>Execution</dt>
        <dd class="mono">
          {executionArn === undefined ? (
            '–'
          ) : (
            <a href={linkTo('execution', executionArn)}>{`${stateMachine} / ${execution}`}</a>
          )}
        </dd>
        {heartbeat !== undefined && (
          <>
            <dt>Heartbeat</dt>
            <dd>
              <Ago at={heartbeat.at} />
              {heartbeat.progress !== undefined && <Json label="Progress" value={heartbeat.progress} />}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
