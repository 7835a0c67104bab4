import {
  currentVersion,
  limits,
  operatorSource,
  resultTypes,
  sourcesAllowedEventType,
} from '@callback-relay/contract';
import type { BusEntry } from '../services/event-bus.ts';
import { parties } from './parties.ts';
import type { Answer, InterferenceKind, WorkItem } from './work-item.ts';

/** An entry, and the account that puts it on the bus. */
export interface ForeignEvent {
  readonly account: string;
  readonly entry: BusEntry;
}

/** The event by which a domain answers under a business key: its team has never heard of our packages. */
export function domainEvent(workItem: WorkItem, correlationId: string): ForeignEvent {
  return {
    account: parties.workerAccount,
    entry: answerEntry(ownSource(workItem), correlationId, workItem.answer),
  };
}

/** What another source publishes about the workItem's callback. */
export function interferingEvent(
  kind: InterferenceKind,
  workItem: WorkItem,
  correlationId: string,
): ForeignEvent {
  const source = ownSource(workItem);
  const forged: Answer = { kind: 'success', text: `forged for ${workItem.number}` };
  const contradiction: Answer = { kind: 'success', text: `contradiction of ${workItem.number}` };
  const own = (entry: BusEntry): ForeignEvent => ({ account: parties.workerAccount, entry });
  const succeeded = (detail: Record<string, unknown>): ForeignEvent =>
    own({
      source,
      detailType: resultTypes.succeeded,
      detail: JSON.stringify({ version: currentVersion, correlationId, ...detail }),
    });
  switch (kind) {
    case 'again':
      return own(answerEntry(source, correlationId, workItem.answer));
    case 'contradiction':
      return own(answerEntry(source, correlationId, contradiction));
    case 'forged-source':
      return own(answerEntry(parties.strangerSource, correlationId, forged));
    case 'forged-account':
      return { account: parties.strangerAccount, entry: answerEntry(source, correlationId, forged) };
    case 'no-output':
      return succeeded({ ouptut: 'a typing error' });
    case 'misspelt-type':
      return own({ ...answerEntry(source, correlationId, workItem.answer), detailType: misspeltType });
    case 'other-version':
      return succeeded({ version: '2.0', output: null });
    case 'token-shaped':
      return succeeded({ output: null, taskToken: 'a secret' });
    case 'too-large':
      return succeeded({ output: 'x'.repeat(limits.outputBytes) });
    case 'heartbeat':
      return own(heartbeatEntry(source, correlationId));
    case 'unknown-id':
      return own(answerEntry(source, `${parties.namespace}:unopened-${workItem.number}`, workItem.answer));
    case 'malformed-id':
      return succeeded({ correlationId: 'no separator', output: null });
    case 'forged-heartbeat':
      return own(heartbeatEntry(parties.strangerSource, correlationId));
    case 'mapped-twice':
      return succeeded({ output: workItem.answer.text, [mappedTwice]: `second of ${workItem.number}` });
    case 'mapped-broken':
      return succeeded({ [mappedTwice]: `second of ${workItem.number}` });
    case 'operator-answer':
      return { account: parties.homeAccount, entry: operatorEntry(correlationId, workItem) };
    case 'operator-elsewhere':
      return { account: parties.workerAccount, entry: operatorEntry(correlationId, workItem) };
    case 'operator-allows':
      return { account: parties.homeAccount, entry: allowanceEntry(correlationId) };
    case 'large':
      return succeeded({ output: `large of ${workItem.number} ${'x'.repeat(LARGE)}` });
    case 'large-of-account':
      return {
        account: parties.strangerAccount,
        entry: answerEntry(source, correlationId, { kind: 'success', text: 'x'.repeat(REST) }),
      };
    case 'large-of-stranger':
      return own(
        answerEntry(parties.strangerSource, correlationId, { kind: 'success', text: 'x'.repeat(LARGE) }),
      );
  }
}

/** The parked results of a row have 360,000 bytes. */
const LARGE = 200_000;
/** Beside a large result it leaves less than the kilobyte that each parked result counts beside its body. */
const REST = 360_000 - LARGE - 2_500;

/** A field of a detail: a second rule of the bus makes a second result of the same event, with this for its output. */
export const mappedTwice = 'mappedTwice';

const operator = { who: 'arn:aws:iam::111111111111:user/operator', why: 'by hand' };

function operatorEntry(correlationId: string, { number }: WorkItem): BusEntry {
  const output = `by hand for ${number}`;
  const detail = JSON.stringify({ version: currentVersion, correlationId, output, operator });
  return { source: operatorSource, detailType: resultTypes.succeeded, detail };
}

function allowanceEntry(correlationId: string): BusEntry {
  const sources = [parties.helperSource];
  const detail = JSON.stringify({ version: currentVersion, correlationId, sources, operator });
  return { source: operatorSource, detailType: sourcesAllowedEventType, detail };
}

function heartbeatEntry(source: string, correlationId: string): BusEntry {
  const detail = JSON.stringify({ version: currentVersion, correlationId, progress: 'half' });
  return { source, detailType: resultTypes.heartbeat, detail };
}

/** What a hurried hand makes of `Callback Succeeded`. */
export const misspeltType = 'Callback Suceeded';

export function ownSource(workItem: WorkItem): string {
  return workItem.answeredBy === 'domain' ? parties.domainSource : parties.workerSource;
}

function answerEntry(source: string, correlationId: string, answer: Answer): BusEntry {
  const head = { version: currentVersion, correlationId };
  return answer.kind === 'success'
    ? {
        source,
        detailType: resultTypes.succeeded,
        detail: JSON.stringify({ ...head, output: answer.text }),
      }
    : {
        source,
        detailType: resultTypes.failed,
        detail: JSON.stringify({ ...head, error: 'WorkFailed', cause: answer.text }),
      };
}
