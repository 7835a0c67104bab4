import { AwsError } from '../foundation/aws-error.ts';
import type { Engine } from './engine/engine.ts';

type Input = Record<string, unknown>;

/**
 * DynamoDB takes a table's ARN wherever it takes its name, but for the name of a new table.
 * @throws AwsError where the table is not of this account and region
 */
export function withTableNames(engine: Engine, operation: string, input: Input): Input {
  if (operation === 'CreateTable') return input;
  const { TableName, RequestItems, TransactItems } = input;
  if (isArn(TableName)) return { ...input, TableName: nameOf(engine, operation, TableName) };
  if (isObject(RequestItems) && Object.keys(RequestItems).some(isArn)) {
    const entries = Object.entries(RequestItems).map(([name, requests]) => [
      isArn(name) ? nameOf(engine, operation, name) : name,
      requests,
    ]);
    return { ...input, RequestItems: Object.fromEntries(entries) };
  }
  if (Array.isArray(TransactItems))
    return { ...input, TransactItems: TransactItems.map((item) => partWithName(engine, operation, item)) };
  return input;
}

function partWithName(engine: Engine, operation: string, item: unknown): unknown {
  if (!isObject(item)) return item;
  const parts = Object.entries(item).map(([kind, part]) =>
    isObject(part) && isArn(part.TableName)
      ? [kind, { ...part, TableName: nameOf(engine, operation, part.TableName) }]
      : [kind, part],
  );
  return Object.fromEntries(parts);
}

function nameOf({ account, region }: Engine, operation: string, arn: string): string {
  const [, , , ofRegion, ofAccount, resource = ''] = arn.split(':');
  if (ofRegion === region && ofAccount === account && resource.startsWith('table/')) return resource.slice(6);
  throw new AwsError(
    'AccessDeniedException',
    `User: arn:aws:iam::${account}:root is not authorized to perform: dynamodb:${operation} on resource: ${arn} ` +
      `because no resource-based policy allows the dynamodb:${operation} action`,
  );
}

function isArn(name: unknown): name is string {
  return typeof name === 'string' && name.startsWith('arn:');
}

function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
