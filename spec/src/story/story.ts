import type { Step } from '../checker/checker-output.ts';
import type { TlaValue } from '../checker/tla-value.ts';
import { type Change, changed, changesOf, fieldOf } from './change.ts';

/** A counterexample, one step a line in the words of docs/promises.md. */
export function storyOf(steps: readonly Step[]): readonly string[] {
  return changesOf(steps).map((change, at) => `${String(at + 1).padStart(3)}  ${sentence(change)}`);
}

type Sentence = (change: Change) => string;

function sentence(change: Change): string {
  const sentence = sentences[change.action];
  const said = sentence === undefined ? change.action : sentence(change);
  return `${said}${faultOf(change)}.`;
}

function faultOf({ fault }: Change): string {
  if (fault === undefined) return '';
  return fault === 'unheard'
    ? ': it takes effect, and its caller never hears of it'
    : ': refused or lost on its way, without effect';
}

const requesterOf = ({ opening }: Change) => `The requester of callback ${opening ?? 1}`;

const relay: (what: (change: Change) => string) => Sentence = (what) => (change) =>
  `The relay (${change.handler?.name ?? 'h1'}${ofMessage(change)}) ${what(change)}`;

function ofMessage({ handler }: Change): string {
  const event = handler?.before.event === 'none' ? handler.after.event : handler?.before.event;
  return event === undefined || event === 'none' ? '' : `, for ${String(event)}`;
}

const isGranted = ({ before, after }: Change) => changed(before.row, after.row).length > 0;

/** One sentence an action of the specification; a test holds the two lists together. */
export const sentences: Readonly<Record<string, Sentence>> = {
  StartTask: ({ opening }) =>
    `Step Functions starts the task of callback ${opening}, with a token of its own`,
  TimeOut: ({ opening }) => `The task of callback ${opening} times out`,
  DeadlinePasses: ({ before, after }) =>
    `The deadline on the row of callback ${added(before.overdue, after.overdue)} passes`,
  Publish: ({ before, after }) => `Result ${added(before.published, after.published)} is published`,
  Redeliver: ({ before, after }) =>
    `${added(before.messages, after.messages) || 'A result that was made invisible'} is delivered once more`,
  ParkedTimeIsUp: () => 'The time of a parked result is up, and its message is visible again',
  EndExecution: ({ before, after }) => `The execution of task ${added(before.ended, after.ended)} ends`,
  Expire: () => 'Days later the row expires',
  Open: (change) =>
    `${requesterOf(change)} opens it: ${isGranted(change) ? rowOf(change) : 'the row refuses it, or is that already'}`,
  OpenOverParked: (change) =>
    `${requesterOf(change)} opens it over what is there: ${isGranted(change) ? rowOf(change) : 'refused'}`,
  IsOurOpening: (change) => `${requesterOf(change)} asks whether the row is of this very opening`,
  PublishOpened: (change) => `${requesterOf(change)} publishes that it opened over parked results`,
  RecordAttempt: (change) => `${requesterOf(change)} records that its attempt is the newest`,
  SendRequest: (change) => `${requesterOf(change)} sends the request to the worker`,
  Receive: relay(({ handler }) => `receives ${messageOf(handler?.after.message)}`),
  ReadOpened: relay(() => 'reads the row that was opened over parked results'),
  Claim: relay((change) => (isGranted(change) ? `claims: ${rowOf(change)}` : claimRefused(change))),
  Park: relay(() => 'parks the result on the row'),
  Unclaim: relay(() => 'takes the result off the row, because no task came'),
  Remember: relay(({ handler }) => `writes its verdict, ${String(handler?.before.verdict)}, on the row`),
  Call: relay(
    (change) =>
      `calls Step Functions for callback ${String(change.handler?.before.opening)}: ${callOf(change)}`,
  ),
  Close: relay((change) => `closes the row: ${rowOf(change)}`),
  Correct: relay(() => 'reads the row that was opened again meanwhile'),
  Rename: relay(() => 'corrects what the row presumes to invalid'),
  Miss: relay(
    ({ handler }) =>
      `looks for a newer attempt${handler?.after.verdict === 'none' ? '' : `: ${String(handler?.after.verdict)}`}`,
  ),
  CloseMissed: relay(
    (change) =>
      `closes the row as ${String(change.handler?.before.verdict)}: ${isGranted(change) ? 'done' : 'refused'}`,
  ),
  Contradict: relay(() => 'reads the row that another handling changed meanwhile'),
  Supersede: relay(() => 'corrects what the row presumes to superseded'),
  MarkUnsent: relay((change) => `takes its claim off the row: ${isGranted(change) ? 'done' : 'refused'}`),
  Withdraw: relay(
    (change) => `withdraws what the row presumes: ${isGranted(change) ? 'done' : 'nothing to do'}`,
  ),
  Reclaim: relay(() => 'takes back what its own claim presumes, which was sent twice'),
  PublishVerdict: relay(({ handler }) => `publishes the verdict ${String(handler?.before.verdict)}`),
  Acknowledge: relay(() => 'has nothing more to do for its message'),
  AcknowledgeAtOnce: relay(() => 'acknowledges its message before it has settled anything'),
  Find: relay(() => 'looks for callbacks of the execution that has ended'),
  PublishCancelled: relay(
    ({ handler }) => `publishes that callback ${String(handler?.before.opening)} is cancelled`,
  ),
  Cancel: relay((change) => `cancels the row: ${isGranted(change) ? 'done' : 'refused'}`),
};

function claimRefused({ handler, fault }: Change): string {
  const { pc, verdict } = handler?.after ?? {};
  if (pc === 'call') return 'goes on to the call without a claim on the row';
  if (fault !== undefined) return 'tries to claim';
  const refused = 'is refused the claim, sees the row, and decides';
  if (pc === 'idle') return `${refused}: not yet, its message comes back`;
  return `${refused}: ${String(verdict === 'none' ? (pc === 'acknowledge' ? 'it is for the own message of the result' : pc) : verdict)}`;
}

function callOf({ before, after }: Change): string {
  if (changed(before.outcome, after.outcome).length > 0) return 'it takes the outcome';
  return changed(before.sent, after.sent).length > 0
    ? 'TaskTimedOut, because the task waits no more'
    : 'no new answer';
}

/** The first row that changed, as it is now. */
function rowOf({ before, after }: Change): string {
  const key = changed(before.row, after.row)[0];
  if (key === undefined) return 'nothing changes';
  const row = fieldOf(after.row, key);
  const opening = row.opening === 0 ? '' : ` for callback ${String(row.opening)}`;
  const by = row.answeredBy === 'none' ? '' : `, by ${String(row.answeredBy)}`;
  return `the row is ${String(row.state)}${opening}${by}`;
}

function added(before: TlaValue | undefined, after: TlaValue | undefined): string {
  const known = new Set((Array.isArray(before) ? before : []).map((one) => JSON.stringify(one)));
  const all: readonly TlaValue[] = Array.isArray(after) ? after : [];
  return all
    .filter((one) => !known.has(JSON.stringify(one)))
    .map(messageOf)
    .join(', ');
}

function messageOf(message: TlaValue | undefined): string {
  if (typeof message !== 'object' || Array.isArray(message)) return String(message);
  const { kind, of } = message as { readonly [key: string]: TlaValue };
  if (kind === 'opened') return `the notice that callback ${String(of)} was opened`;
  return kind === 'ended'
    ? `the notice that the execution of task ${String(of)} has ended`
    : `result ${String(of)}`;
}
