import { type CallbackView, type Station, showCallback } from '@callback-relay/operator';
import type { Context } from '../context.ts';
import { fromNow } from '../output/duration.ts';
import { type Colour, type Paint, plain } from '../output/paint.ts';

export async function runShow({ stage, print }: Context, correlationId: string): Promise<void> {
  const view = await showCallback(stage, correlationId);
  print.result(view, describe(view, stage.now(), print.paint));
}

function describe(view: CallbackView, now: number, paint: Paint): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['state', view.state],
    ['opened', when(view.openedAt, now)],
    ['deadline', when(view.deadline, now)],
    ['may answer', view.sources.join(', ')],
    ['attempt', view.attempt === undefined ? undefined : String(view.attempt)],
    ['redrive', view.redrive === undefined ? undefined : String(view.redrive)],
    ['execution', view.executionArn],
    ['task state', view.task?.stateName],
    ['heartbeat', heartbeat(view, now)],
    ['request', view.task?.payload === undefined ? undefined : JSON.stringify(view.task.payload)],
  ];
  return [
    paint('bold', plain(view.correlationId)),
    ...facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `  ${paint('dim', name.padEnd(12))}${plain(value ?? '')}`),
    '',
    ...view.way.map(
      (station) =>
        `  ${mark(station, paint)} ${station.name.padEnd(14)}${(station.at ?? '').padEnd(26)}${plain(station.says)}`,
    ),
    ...verdicts(view, paint),
    ...view.parked.map(
      ({ source, account, until }) => `  parked by ${plain(source)} of ${account} until ${until}`,
    ),
    ...view.notes.map((note) => paint('yellow', `  ${plain(note)}`)),
  ].join('\n');
}

function verdicts({ verdicts: entries }: CallbackView, paint: Paint): string[] {
  if (entries.length === 0) return [];
  return [
    '',
    ...entries.map(
      ({ at, verdict, event, reason, operator }) =>
        `  ${paint('dim', at)}  ${verdict.padEnd(13)} ${plain(event.detailType)} from ${plain(event.source)}${operator === undefined ? `: ${plain(reason)}` : `, by ${plain(operator.who)}: ${plain(operator.why)}`}`,
    ),
  ];
}

function heartbeat({ heartbeat: latest }: CallbackView, now: number): string | undefined {
  if (latest === undefined) return undefined;
  return `${fromNow(latest.at, now)}${latest.progress === undefined ? '' : `: ${JSON.stringify(latest.progress)}`}`;
}

function when(time: string | undefined, now: number): string | undefined {
  return time === undefined ? undefined : `${time} (${fromNow(time, now)})`;
}

const marks: Readonly<Record<Station['status'], readonly [string, Colour]>> = {
  done: ['✓', 'green'],
  here: ['●', 'blue'],
  ahead: ['·', 'dim'],
  failed: ['✕', 'red'],
};

function mark({ status }: Station, paint: Paint): string {
  const [sign, colour] = marks[status];
  return paint(colour, sign);
}
