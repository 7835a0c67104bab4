import type { LogLine, Resources } from '@callback-relay/operator';
import { Chip } from '../parts/chip.tsx';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { get } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { linkTo } from '../state/route.ts';
import { useReading } from '../state/use-reading.ts';

/** Names, addresses and depths; how to start; and a function's log. */
export function ResourcesView({ functionName }: { readonly functionName: string | undefined }) {
  const { value, error } = useReading('resources', changes.value + Math.floor(now.value / 5000), () =>
    get<Resources>('resources'),
  );
  return (
    <section class="page">
      <header class="bar-head">
        <h1>Resources</h1>
        {value !== undefined && <span class="count">stage {value.stage}</span>}
      </header>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value !== undefined && <Tables resources={value} />}
      {functionName !== undefined && <Log functionName={functionName} />}
    </section>
  );
}

function Tables({ resources }: { readonly resources: Resources }) {
  const { endpoint, caller, eventBus, callbacksTable, queues, machines, functions, mappings } = resources;
  const [machine] = machines;
  return (
    <>
      <div class="columns">
        <div class="card">
          <h2>Stage</h2>
          <dl>
            <dt>Endpoint</dt>
            <dd class="mono">{endpoint ?? `AWS, ${caller.region}`}</dd>
            <dt>You are</dt>
            <dd class="mono">{caller.arn}</dd>
            <dt>Event bus</dt>
            <dd class="mono">{eventBus}</dd>
            <dt>Table</dt>
            <dd class="mono">{callbacksTable}</dd>
          </dl>
          {machine !== undefined && (
            <>
              <h3>Start an execution</h3>
              <pre class="json">{`${endpoint === undefined ? '' : `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${caller.region}\n`}aws stepfunctions start-execution --state-machine-arn ${machine.arn} --input '{}'`}</pre>
            </>
          )}
        </div>
        <div class="card">
          <h2>Functions</h2>
          <ul class="plain">
            {functions.map((name) => (
              <li key={name}>
                <a class="mono" href={linkTo('resources', name)}>
                  {name}
                </a>{' '}
                {mappings
                  .filter(({ functionName }) => functionName === name)
                  .map(({ queue, enabled }) => (
                    <Chip key={queue} word={enabled ? 'on' : 'off'} hint={queue} />
                  ))}
              </li>
            ))}
          </ul>
          <h2>State machines</h2>
          <ul class="plain">
            {machines.map(({ name }) => (
              <li key={name}>
                <a class="mono" href={linkTo('executions', name)}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div class="card">
        <h2>Queues</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Queue</th>
              <th scope="col">Waiting</th>
              <th scope="col">In flight</th>
              <th scope="col">Delayed</th>
              <th scope="col">URL</th>
            </tr>
          </thead>
          <tbody>
            {queues.map(({ name, url, visible, inFlight, delayed }) => (
              <tr key={name}>
                <td class="mono">{name}</td>
                <td class="number">{visible}</td>
                <td class="number">{inFlight}</td>
                <td class="number">{delayed}</td>
                <td class="mono muted url">{url}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Log({ functionName }: { readonly functionName: string }) {
  const { value, error } = useReading(functionName, changes.value, () =>
    get<readonly LogLine[]>('logs', { functionName }),
  );
  return (
    <div class="card">
      <h2 class="mono">{functionName}</h2>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value?.length === 0 && <p class="muted">It has logged nothing in the last hour.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard, too */}
      <ol class="log" tabIndex={0} aria-label={`Log of ${functionName}`}>
        {(value ?? [])
          .filter(({ fields }) => fields._aws === undefined)
          .toReversed()
          .map(({ id, at, text, fields }) => (
            <li key={id} class={String(fields.level ?? '').toLowerCase()}>
              <Time at={at} /> {typeof fields.message === 'string' ? <b>{fields.message}</b> : text}
              {typeof fields.message === 'string' && <span class="muted"> {fieldsOf(fields)}</span>}
            </li>
          ))}
      </ol>
    </div>
  );
}

/** What every line of a function has alike. */
const usual = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
]);

/** What a structured line says beside its message. */
function fieldsOf(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([name]) => !usual.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('  ');
}
