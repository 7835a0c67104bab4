import { cancellingTransitions } from './cancelling.ts';
import { relayTransitions } from './relay.ts';
import { requesterTransitions } from './requester.ts';

/** The actions of the specification that a trace shows. */
export const shownActions: ReadonlySet<string> = new Set(
  [...requesterTransitions, ...relayTransitions, ...cancellingTransitions]
    .map(({ action }) => action)
    .concat('Expire'),
);

/** And those that no call about a row shows: the checker lets them happen at any time. */
export const hiddenActions: Readonly<Record<string, string>> = {
  StartTask: 'Step Functions starts a task',
  TimeOut: 'Step Functions ends a task',
  DeadlinePasses: 'time passes; the opening that follows says what time it is',
  Publish: 'a result is on its way',
  Redeliver: 'a message comes again',
  ParkedTimeIsUp: 'time passes',
  EndExecution: 'Step Functions ends an execution',
  Receive: 'the queue gives a message to the relay, which begins with its claim',
  RecordAttempt: "the write is on the chain's record and not on the row",
  ReadOpened: 'a read that decides which result the relay claims for; the claim follows',
  Find: 'a query of the index, and a read of what it finds',
  Acknowledge: 'the queue deletes a message',
  AcknowledgeAtOnce: 'a mistake of the specification, not of the code',
};
