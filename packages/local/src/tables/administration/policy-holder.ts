import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import { invalidParameter, tableNotFound, validationException } from '../errors/table-errors.ts';
import { type ResourcePolicy, streamArn, type Table } from '../schema/table.ts';

/** A table, or its stream, with the policy that it has. */
export interface PolicyHolder {
  readonly arn: string;
  readonly table: Table;
  readonly policy: ResourcePolicy | undefined;
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function policyHolder({ tables, account, region }: Engine, arn: string): PolicyHolder {
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  const [, partition, service, ofRegion, owner, resource = ''] = arn.split(':');
  if (partition !== 'aws' || service !== 'dynamodb' || ofRegion !== region)
    throw invalidParameter(`Invalid resource Arn: ${arn}`);
  if (owner !== account) {
    throw validationException(
      'This action is only supported by accounts that match the resource owner’s account.',
    );
  }
  const [kind, name = '', part, ...rest] = arn.slice(arn.indexOf(resource)).split('/');
  if (kind !== 'table' || name === '' || part === 'backup')
    throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  const table = tables.find(name);
  if (table === undefined) throw tableNotFound(name);
  if (part === undefined) return { arn, table, policy: table.policy };
  if (part !== 'stream') {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    );
  }
  if (table.stream !== undefined && streamArn(table) === arn)
    return { arn, table, policy: table.stream.policy };
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${rest.join('/')} not found for Table: ${name}`,
  );
}

/** The table, where it or its stream has this policy. */
export function withPolicy({ table, arn }: PolicyHolder, policy: ResourcePolicy | undefined): Table {
  if (arn === table.arn || table.stream === undefined) {
    const { policy: _, ...rest } = table;
    return policy === undefined ? rest : { ...rest, policy };
  }
  const { policy: _, ...stream } = table.stream;
  return { ...table, stream: policy === undefined ? stream : { ...stream, policy } };
}
