import type { CallbackView, Station, StationName } from './callback-view.ts';

/** A callback's way from the state machine to the relay, as far as its row, its history and the log tell. */
export function wayOf(view: Omit<CallbackView, 'way'>): Station[] {
  const { state, task, openedAt } = view;
  const isClosed = state === 'settled' || state === 'cancelled';
  const result = resultOf(view);
  const isAnswered =
    isClosed || state === 'settling' || (result !== undefined && result.verdict !== 'forbidden');
  const scheduledAt = task?.scheduledAt;
  const opened = state !== 'parked';
  const isAsked = task === undefined || task.requestQueueUrl !== undefined;
  return [
    station(
      'state machine',
      opened ? 'done' : 'ahead',
      scheduledAt ?? openedAt,
      opened ? 'the task sleeps' : 'no task waits yet',
    ),
    station(
      'table',
      opened ? 'done' : 'here',
      openedAt,
      opened ? 'the callback is open' : 'a result is parked',
    ),
    station(
      'request queue',
      opened ? 'done' : 'ahead',
      task?.submittedAt,
      isAsked ? 'the request was sent' : 'no request is sent: the awaited event comes by itself',
    ),
    worker(view, isAnswered, opened),
    station(
      'bus',
      result === undefined ? 'ahead' : 'done',
      result?.at,
      result === undefined
        ? 'no result was published'
        : `${result.event.detailType} from ${result.event.source}`,
    ),
    relay(view, result),
  ];
}

function worker(
  { heartbeat, sources }: Omit<CallbackView, 'way'>,
  isAnswered: boolean,
  opened: boolean,
): Station {
  if (isAnswered) return station('worker', 'done', heartbeat?.at, 'it has answered');
  if (!opened) return station('worker', 'done', undefined, 'it answered first');
  if (heartbeat !== undefined)
    return station('worker', 'here', heartbeat.at, 'it is at work: the last heartbeat');
  return station('worker', 'here', undefined, `waiting for ${sources.join(' or ')}`);
}

function relay({ state }: Omit<CallbackView, 'way'>, result: ReturnType<typeof resultOf>): Station {
  if (state === 'cancelled')
    return station('relay', 'done', result?.at, 'the execution ended, and the callback was closed');
  if (state === 'settled')
    return station('relay', 'done', result?.at, result === undefined ? 'settled' : result.verdict);
  if (state === 'settling') return station('relay', 'here', result?.at, 'Step Functions is being called');
  if (result === undefined) return station('relay', 'ahead', undefined, 'nothing to settle');
  return station('relay', result.verdict === 'parked' ? 'here' : 'failed', result.at, result.verdict);
}

/** The verdict that says most of where the callback is: that of the event that settled it, else the newest of an outcome. */
function resultOf({ verdicts, answeredBy }: Omit<CallbackView, 'way'>) {
  const settled = verdicts.findLast(({ event }) => event.id === answeredBy);
  return settled ?? verdicts.findLast(({ event }) => event.detailType !== 'Callback Heartbeat');
}

function station(
  name: StationName,
  status: Station['status'],
  at: string | undefined,
  says: string,
): Station {
  return { name, status, says, ...(at !== undefined && { at }) };
}
