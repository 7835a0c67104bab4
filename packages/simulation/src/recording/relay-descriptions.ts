import {
  type Allowance,
  type CallbackRow,
  type Cancellation,
  type Claim,
  type ClaimAnswer,
  type ClaimReference,
  type Closing,
  type Memory,
  mayAnswer,
  openingIdOf,
  type Parking,
  type ProgressReport,
  type SettledRow,
  senderOf,
  type Unclaiming,
} from '@callback-relay/callbacks-table';
import { cancelledEventType } from '@callback-relay/contract';
import type { BusEntry } from '@callback-relay/relay';
import type { Description, Taken } from './recorded-remote.ts';
import type { StepContent } from './recorder.ts';

const isDone = (taken: Taken | undefined) => taken !== undefined && 'value' in taken && taken.value === true;

/** The calls of a `CallbackStore`. What is not of a row (the index, records of chains) is not recorded. */
export function storeDescriptions(
  rowOf: (correlationId: string) => CallbackRow | undefined,
): Readonly<Record<string, Description>> {
  return {
    claim: ([claim]: [Claim], taken) => [claimStep(claim, taken, rowOf(claim.correlationId))],
    read: ([row]: [string], taken) => [{ call: 'read', row, done: taken !== undefined }],
    park: ([parking]: [Parking], taken) => [parkingStep('park', parking, taken)],
    parkBeside: ([parking]: [Parking], taken) => [parkingStep('parkBeside', parking, taken)],
    unclaim: ([unclaiming]: [Unclaiming], taken) => {
      const { correlationId: row, sender, eventId: event, fingerprint: says, verdict } = unclaiming;
      return [{ call: 'unclaim', row, event, says, sender, verdict, done: isDone(taken) }];
    },
    close: ([closing]: [Closing], taken) => {
      const { correlationId: row, eventId: event, fingerprint: says, claimId: claim } = closing;
      const { openingId: opening, verdict, alone } = closing;
      return [{ call: 'close', row, event, says, claim, opening, verdict, alone, done: isDone(taken) }];
    },
    closeAll: ([rows]: [readonly SettledRow[]], taken) => rows.map((row) => closeAllStep(row, taken)),
    markUnsent: ([claim]: [ClaimReference], taken) => [
      { call: 'markUnsent', ...referenceOf(claim), done: isDone(taken) },
    ],
    withdraw: ([claim]: [ClaimReference], taken) => [
      { call: 'withdraw', ...referenceOf(claim), done: isDone(taken) },
    ],
    remember: ([memory]: [Memory], taken) => {
      const { correlationId: row, eventId: event, fingerprint: says, verdict, state } = memory;
      const { openingId: opening = 'none', presumedBy = 'none' } = memory;
      const content = { row, event, says, verdict, state, opening, presumedBy };
      return [{ call: 'remember', ...content, done: isDone(taken) }];
    },
    recordProgress: ([{ correlationId: row }]: [ProgressReport], taken) => {
      const answer =
        taken !== undefined && 'value' in taken ? (taken.value as { recorded: boolean }) : undefined;
      return [{ call: 'recordProgress', row, done: answer?.recorded === true }];
    },
    allowSources: ([{ correlationId: row }]: [Allowance], taken) => [
      { call: 'allowSources', row, done: isDone(taken) },
    ],
    cancel: ([{ correlationId: row, execution, before }]: [Cancellation], taken) => [
      { call: 'cancel', row, execution, before, done: isDone(taken) },
    ],
  };
}

function claimStep(claim: Claim, taken: Taken | undefined, row: CallbackRow | undefined): StepContent {
  const answer = taken !== undefined && 'value' in taken ? (taken.value as ClaimAnswer) : undefined;
  return {
    call: 'claim',
    ...referenceOf(claim),
    says: claim.fingerprint,
    sender: senderOf(claim),
    // Of the row as it is: a claim changes nothing of who may answer.
    mayAnswer: row !== undefined && 'allowedSources' in row && mayAnswer(row, claim),
    done: answer?.claimed === true,
    showed: answer !== undefined && !answer.claimed && answer.row !== undefined,
  };
}

function parkingStep(
  call: 'park' | 'parkBeside',
  { correlationId: row, result }: Parking,
  taken: Taken | undefined,
): StepContent {
  const { event, fingerprint: says, outcome } = result;
  const { verdict } = outcome;
  return { call, row, event: event.id, says, sender: senderOf(event), verdict, done: isDone(taken) };
}

function closeAllStep(
  { correlationId: row, answeredBy: event, answers }: SettledRow,
  taken: Taken | undefined,
): StepContent {
  const { verdict = 'none', fingerprint: says = 'none' } = answers[event] ?? {};
  const unprocessed = taken !== undefined && 'value' in taken ? (taken.value as readonly string[]) : [row];
  return { call: 'closeAll', row, event, says, verdict, done: !unprocessed.includes(row) };
}

function referenceOf({ correlationId: row, eventId: event, claimId: claim }: ClaimReference) {
  return { row, event, claim };
}

const answers: Readonly<Record<string, 'gone' | 'unacceptable'>> = {
  TaskTimedOut: 'gone',
  TaskDoesNotExist: 'gone',
  InvalidOutput: 'unacceptable',
  ValidationException: 'unacceptable',
};

/** Step Functions' outcomes, on the row whose token they are called with. Heartbeats change no row. */
export function taskDescriptions(
  rowOfOpening: (openingId: string) => string | undefined,
): Readonly<Record<string, Description>> {
  const send: Description = ([token]: [string], taken) => {
    const opening = openingIdOf(token);
    return [{ call: 'send', row: rowOfOpening(opening) ?? 'none', opening, answer: answerOf(taken) }];
  };
  return { sendTaskSuccess: send, sendTaskFailure: send };
}

function answerOf(taken: Taken | undefined): 'accepted' | 'gone' | 'unacceptable' | 'never' | 'none' {
  if (taken === undefined) return 'none';
  if ('value' in taken) return 'accepted';
  return (taken.error instanceof Error ? answers[taken.error.name] : undefined) ?? 'never';
}

/** Cancellations, on the rows that they name. */
export const busDescriptions: Readonly<Record<string, Description>> = {
  putEvents: ([entries]: [readonly BusEntry[]], taken) =>
    entries.flatMap(({ detailType, detail }, at): StepContent[] => {
      const refused = taken !== undefined && 'value' in taken && (taken.value as unknown[])[at] !== undefined;
      if (detailType !== cancelledEventType || refused) return [];
      return [{ call: 'publishCancelled', row: JSON.parse(detail).correlationId as string }];
    }),
};
