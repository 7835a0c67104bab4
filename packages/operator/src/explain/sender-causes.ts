import { resultTypes } from '@callback-relay/contract';
import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';

/* What is wrong with the results that were published. */

export function misspelt({ callback }: Facts): Cause | undefined {
  const known: readonly string[] = Object.values(resultTypes);
  const entry = callback.verdicts.findLast(
    ({ verdict, event }) => verdict === 'invalid' && !known.includes(event.detailType),
  );
  if (entry === undefined) return undefined;
  return {
    code: 'misspelt-detail-type',
    says: `${entry.event.source} published ${JSON.stringify(entry.event.detailType)}, which is not a detail-type of a result.`,
    evidence: [`${entry.at} invalid: ${entry.reason}`],
    todo: [`Publish one of ${known.join(', ')}.`],
  };
}

export function wrongSource({ callback }: Facts): Cause | undefined {
  const entry = callback.verdicts.findLast(({ verdict }) => verdict === 'forbidden');
  if (entry === undefined) return undefined;
  const { source, account } = entry.event;
  return {
    code: 'wrong-source',
    says: `${source} of account ${account} answered, and may not: the callback names ${callback.sources.join(', ')}.`,
    evidence: [`${entry.at} forbidden: ${entry.reason}`],
    todo: [
      `Is it right? Then name it in the task's allowedSources, and for this callback: callback-relay allow ${callback.correlationId} ${source} --why REASON`,
      'Is it unknown? Look who may put events on the bus.',
    ],
  };
}

export function invalid({ callback }: Facts): Cause | undefined {
  const entry = callback.verdicts.findLast(({ verdict }) => verdict === 'invalid' || verdict === 'too-large');
  if (entry === undefined) return undefined;
  return {
    code: 'invalid-result',
    says: `${entry.event.source} published a result that cannot be passed on.`,
    evidence: [`${entry.at} ${entry.verdict}: ${entry.reason}`],
    todo: ['Repair the sender; docs/contract.md has what a result looks like.'],
  };
}
