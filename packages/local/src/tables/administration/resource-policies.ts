import { AwsError } from '../../foundation/aws-error.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import type { PolicyDocument } from '../../foundation/resources/policy-document.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { invalidParameter } from '../errors/table-errors.ts';
import { flag, text } from '../requests/shape.ts';
import type { ResourcePolicy, Table } from '../schema/table.ts';
import { type PolicyHolder, policyHolder, withPolicy } from './policy-holder.ts';

interface PolicyRequest {
  readonly ResourceArn: string;
}

interface ChangeRequest extends PolicyRequest {
  readonly ExpectedRevisionId?: string;
}

const ResourceArn = text({ required: true, min: 1, max: 1283 });
const ExpectedRevisionId = text({ min: 1, max: 255 });

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html */
const LONGEST_POLICY = 20 * 1024;

export const putResourcePolicy: TableOperation<ChangeRequest & { readonly Policy: string }> = {
  members: {
    ResourceArn,
    Policy: text({ required: true }),
    ExpectedRevisionId,
    ConfirmRemoveSelfResourceAccess: flag,
  },
  run(engine, { ResourceArn: arn, Policy, ExpectedRevisionId: expected }) {
    const holder = policyHolder(engine, arn);
    checkRevision(holder, expected);
    const policy = newPolicy(engine, holder, Policy);
    engine.tables.put(withPolicy(holder, policy));
    return { RevisionId: policy.revision };
  },
};

export const getResourcePolicy: TableOperation<PolicyRequest> = {
  members: { ResourceArn },
  run(engine, { ResourceArn: arn }) {
    const { policy } = policyHolder(engine, arn);
    if (policy === undefined) throw policyNotFound(arn);
    return { Policy: policy.text, RevisionId: policy.revision };
  },
};

/** Takes away a policy that is not there, too, unless a revision is expected. */
export const deleteResourcePolicy: TableOperation<ChangeRequest> = {
  members: { ResourceArn, ExpectedRevisionId },
  run(engine, { ResourceArn: arn, ExpectedRevisionId: expected }) {
    const holder = policyHolder(engine, arn);
    checkRevision(holder, expected);
    engine.onPolicy(arn, undefined);
    engine.tables.put(withPolicy(holder, undefined));
    return { RevisionId: holder.policy?.revision ?? '' };
  },
};

/** A new table with the policy that its request gives it. */
export function withNewPolicy(engine: Engine, table: Table, given: string | undefined): Table {
  if (given === undefined) return table;
  return { ...table, policy: newPolicy(engine, { table, arn: table.arn, policy: undefined }, given) };
}

/** Hands every policy that is kept to the caller that evaluates it. */
export function announcePolicies({ tables, onPolicy }: Engine): void {
  for (const { arn, policy, stream } of tables.all()) {
    if (policy !== undefined) onPolicy(arn, readPolicy(policy.text));
    if (stream?.policy !== undefined)
      onPolicy(`${arn}/stream/${stream.label}`, readPolicy(stream.policy.text));
  }
}

/** What the statements say is checked where the policy is enforced. */
function readPolicy(text: string): PolicyDocument {
  return JSON.parse(text);
}

/** @throws AwsError ValidationException, where the policy can't be put */
function newPolicy(engine: Engine, { arn, policy: current }: PolicyHolder, given: string): ResourcePolicy {
  if (Buffer.byteLength(given) > LONGEST_POLICY)
    throw invalidParameter(`Policy exceeds the maximum size of ${LONGEST_POLICY} bytes`);
  try {
    engine.onPolicy(arn, readPolicy(given));
  } catch (error) {
    throw invalidParameter(`Invalid policy document: ${errorMessage(error)}`);
  }
  if (current?.text === given) return current;
  return { text: given, revision: String(Math.max(engine.now(), Number(current?.revision ?? 0) + 1)) };
}

const NO_POLICY = 'NO_POLICY';

/** @throws AwsError PolicyNotFoundException */
function checkRevision({ arn, table, policy }: PolicyHolder, expected: string | undefined): void {
  if (expected === undefined || expected === (policy?.revision ?? NO_POLICY)) return;
  if (policy === undefined) throw policyNotFound(arn);
  throw policyNotFound(
    expected === NO_POLICY
      ? `Requested policy update expecting none to be present for table ${table.name}, but a policy exists with revision id ${policy.revision}.`
      : `Requested update for policy with revision id ${expected}, but the policy associated to target table ${table.name} has revision id ${policy.revision}.`,
  );
}

function policyNotFound(problem: string): AwsError {
  return new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${problem}`,
  );
}
