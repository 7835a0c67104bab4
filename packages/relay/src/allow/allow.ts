import { mark } from '@callback-relay/contract/runtime';
import { call } from '../call/call.ts';
import { decided, type Handled } from '../handling/handled.ts';
import type { AllowanceMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';

/**
 * Lets the sources that an operator names answer a callback, as long as it waits. The verdict says whether it did.
 * @throws CallFailure
 */
export async function allow({ store }: Relay, message: AllowanceMessage): Promise<Handled> {
  const { correlationId, sources } = message;
  if (await call('UpdateItem', () => store.allowSources({ correlationId, sources })))
    return mark(
      'allow/allowed',
      decided(message, { verdict: 'delivered', reason: `${sources.join(', ')} may answer, too` }),
    );
  const row = await call('GetItem', () => store.read(correlationId));
  if (row === undefined || row.state === 'parked')
    return mark(
      'allow/not-open',
      decided(message, { verdict: 'unclaimed', reason: 'the callback is not open' }),
    );
  return mark(
    'allow/waits-no-more',
    decided(message, { verdict: 'late', reason: 'the callback does not wait any more' }),
  );
}
