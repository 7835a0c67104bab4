import type { FaultName } from '@callback-relay/simulation/browser';

/** Every fault of a run, in words for a reader. */
export const faultLabels: Readonly<Record<FaultName, string>> = {
  crashBefore: 'crash before a call',
  crashAfter: 'crash after a call took effect',
  answerLost: "a call's answer is lost",
  throttled: 'a call is throttled',
  serverError: 'a call is answered with a 5xx',
  hangs: 'a call is never answered',
  sentTwice: "a call's answer is lost, and its client sends it again",
  late: 'a call takes effect after its caller gave up',
  unprocessed: 'a batch write leaves rows unprocessed',
  tokenRefused: 'Step Functions refuses a token',
  functionThrottled: 'Lambda turns an invocation away',
  duplicate: 'a message is delivered twice',
  slow: 'a call takes seconds',
  delay: 'a message is held back for minutes',
  outage: 'a service fails for a while',
};
