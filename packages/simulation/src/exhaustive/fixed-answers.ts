import type { System } from '../system/assemble.ts';
import type { Waiting } from './any-order-time.ts';

/**
 * Whether what comes before a call can't change its answer, and the call changes nothing that another one hears of: then its
 * place in the order makes no difference. So it is with an outcome that is sent for a task which has ended, and with the
 * question which attempt of a task is the newest when there will be no other.
 */
export function hasFixedAnswer(
  { stepFunctions }: System,
  { name = '' }: Waiting,
  waiting: Iterable<Waiting>,
): boolean {
  const [, operation = '', subject] = name.split(' ');
  const attempts = stepFunctions.attempts();
  if (/^sfn\.sendTask(Success|Failure)$/.test(operation))
    return attempts.find(({ token }) => token === subject)?.end !== undefined;
  if (operation !== 'dynamodb.newestAttempt') return false;
  const areOver = attempts.every(({ plan: { arn } }) => stepFunctions.status(arn) !== 'RUNNING');
  return areOver && !Iterator.from(waiting).some((other) => other.name?.includes('dynamodb.recordAttempt'));
}
