import { AwsError } from '../foundation/aws-error.ts';
import { accountStatement } from '../foundation/resources/account-statement.ts';
import { list, type PolicyDocument } from '../foundation/resources/policy-document.ts';
import type { Operations } from '../foundation/service.ts';
import type { Queue } from './queue.ts';
import { invalidParameter, missingParameter } from './queue-error.ts';
import type { QueuePorts } from './queue-operations.ts';
import { policyOf } from './queue-policy.ts';
import type { QueueRegistry } from './registry.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
const MOST_ACTIONS = 7;

/** Statements of a queue's policy, each by its label: the policy is as SQS writes it (recorded). */
export function permissionOperations(
  registry: QueueRegistry,
  { clock, onPolicy }: Pick<QueuePorts, 'clock' | 'onPolicy'>,
) {
  function setPolicy(queue: Queue, policy: PolicyDocument | undefined): void {
    const { Policy: _, ...others } = queue.attributes;
    queue.attributes = policy === undefined ? others : { ...others, Policy: JSON.stringify(policy) };
    queue.modifiedAt = clock.now();
    onPolicy(queue.arn, policy);
  }

  return {
    AddPermission: async ({ QueueUrl, Label, AWSAccountIds, Actions }) => {
      const queue = registry.byUrl(QueueUrl);
      const Sid = checkedLabel(Label);
      const accounts = required('AWSAccountIds', AWSAccountIds);
      const actions = required('Actions', Actions);
      if (actions.length > MOST_ACTIONS)
        throw new AwsError(
          'OverLimit',
          `${actions.length} Actions were found, maximum allowed is ${MOST_ACTIONS}.`,
          403,
        );
      const policy = policyOf(queue) ?? {
        ...{ Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] },
      };
      const statements = list(policy.Statement);
      if (statements.some(({ Sid: label }) => label === Sid)) throw badLabel(Sid, 'Already exists.');
      const own = actions.map((action) => `SQS:${action}`);
      const added = accountStatement(Sid, accounts, own, queue.arn);
      setPolicy(queue, { ...policy, Statement: [...statements, added] });
    },
    RemovePermission: async ({ QueueUrl, Label }) => {
      const queue = registry.byUrl(QueueUrl);
      const label = checkedLabel(Label);
      const policy = policyOf(queue);
      const statements = list(policy?.Statement);
      const left = statements.filter(({ Sid }) => Sid !== label);
      if (policy === undefined || left.length === statements.length)
        throw badLabel(label, "can't find label.");
      setPolicy(queue, left.length === 0 ? undefined : { ...policy, Statement: left });
    },
  } satisfies Operations;
}

function checkedLabel(given: unknown): string {
  if (typeof given !== 'string' || given === '') throw missingParameter('Label');
  if (/^[\w-]{1,80}$/.test(given)) return given;
  throw badLabel(
    given,
    'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
  );
}

function badLabel(label: string, reason: string): AwsError {
  return invalidParameter(`Value ${label} for parameter Label is invalid. Reason: ${reason}`);
}

function required(member: string, given: unknown): readonly string[] {
  if (Array.isArray(given) && given.length > 0) return given.map(String);
  throw missingParameter(member);
}
