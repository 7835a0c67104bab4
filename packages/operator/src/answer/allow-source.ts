import { currentVersion, sourcesAllowedEventType } from '@callback-relay/contract';
import { readCallback } from '../callback/read-callback.ts';
import { OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { publish } from './answer.ts';
import { checkText } from './check-answer.ts';

/**
 * Lets another source answer a callback that waits, beside those that it names already. The relay changes the row: an
 * operator has no right to write it.
 */
export async function allowSource(stage: Stage, correlationId: string, source: string, why: string) {
  checkText('source', source, 256);
  checkText('why', why, 1024);
  const row = await readCallback(stage, correlationId);
  if (row.state !== 'waiting')
    throw new OperatorError(
      'not-waiting',
      `${correlationId} is ${row.state}: who may answer can be changed only while it waits.`,
    );
  const { arn: who } = await stage.caller();
  const detail = {
    version: currentVersion,
    correlationId,
    sources: [source],
    operator: { who: who.slice(-512), why },
  };
  const eventId = await publish(stage, sourcesAllowedEventType, JSON.stringify(detail));
  return { correlationId, eventId, source, who, why };
}
