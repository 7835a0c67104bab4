import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientTimeouts, environmentReader } from '@callback-relay/contract/runtime';
import { publishResult } from '@callback-relay/worker';
import { type FunctionUrlEvent, functionUrlHandler } from '../http.ts';
import { decideApproval, revokeApproval } from './decide-approval.ts';
import { dynamodbApprovalStore } from './dynamodb-approval-store.ts';

/** A person waits: two calls that hang, and one that publishes, end within the function's timeout. */
const CLIENT_ATTEMPTS = 2;

const environment = environmentReader(process.env);
const eventBus = environment.text('EVENT_BUS_NAME');
const source = environment.text('RESULT_SOURCE');
const store = dynamodbApprovalStore(
  new DynamoDBClient({ requestHandler: clientTimeouts, maxAttempts: CLIENT_ATTEMPTS }),
  environment.text('APPROVALS_TABLE_NAME'),
);

const respond = functionUrlHandler((request) =>
  decideApproval(
    {
      store,
      now: Date.now,
      publish: (correlationId, { decision, decidedBy, decidedAt, comment, digest }) =>
        publishResult({
          eventBus,
          source,
          correlationId,
          output: { decision, decidedBy, decidedAt, comment, digest },
        }),
    },
    request,
  ),
);

/** An invocation by a principal that was granted to revoke. */
interface Revocation {
  readonly revoke: string;
  /** Why, for the state machine and people. */
  readonly reason?: string;
}

/** The page of the links; and, invoked by name, their revocation. A Function URL always has a request context. */
export async function handler(event: FunctionUrlEvent | Revocation): Promise<object> {
  if ('requestContext' in event) return await respond(event);
  const { revoke, reason = '' } = event;
  const fail = (correlationId: string) =>
    publishResult({ eventBus, source, correlationId, error: 'ApprovalRevoked', cause: reason });
  return { revoked: await revokeApproval({ store, fail }, revoke) };
}
