import {
  arnOf,
  type Input,
  NO_RESOURCE,
  type RequestContext,
  type RequestedAction,
  type ResourceLookups,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';
import type { Caller } from '../foundation/service.ts';
import { leadingKey, queriedKey } from './leading-keys.ts';
import { asObject, asObjects } from './malformed.ts';
import { namedAttributes } from './named-attributes.ts';

type Lookups = Pick<ResourceLookups, 'partitionKeyOf'>;

/** Each table of a batch is a requestedAction, and each action of a transaction: AWS authorizes them one by one. */
export function dynamodbRequestContext(lookups: Lookups): RequestContext {
  return (operation, input, caller) => {
    if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
      return Object.entries(asObject(input.RequestItems)).map(([table, requests]) =>
        batchAction(operation, table, requests, caller, lookups),
      );
    }
    if (operation.startsWith('Transact')) {
      return asObjects(input.TransactItems).flatMap((item) =>
        Object.entries(item).map(([name, request]) =>
          singleAction(TRANSACTED[name] ?? name, asObject(request), caller, lookups),
        ),
      );
    }
    return [singleAction(operation, input, caller, lookups)];
  };
}

const TRANSACTED: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

function tableArn(table: string | undefined, { account, region }: Caller): string | undefined {
  return arnOf(table, (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`);
}

function singleAction(
  operation: string,
  input: Input,
  caller: Caller,
  { partitionKeyOf }: Lookups,
): RequestedAction {
  const stream = text(input, 'StreamArn') ?? text(input, 'ShardIterator')?.split('|')[0];
  if (stream !== undefined) return requestedAction(`dynamodb:${operation}`, stream);
  const table = tableArn(
    text(input, 'TableName') ?? text(input, 'ResourceArn') ?? text(input, 'BackupArn'),
    caller,
  );
  if (table === undefined) return requestedAction(`dynamodb:${operation}`, NO_RESOURCE);
  const index = text(input, 'IndexName');
  const key = partitionKeyOf(table, index);
  const item = input.Key ?? input.Item;
  const returned = text(input, 'ReturnValues');
  const select = operation === 'Query' || operation === 'Scan' ? selected(input, index) : undefined;
  return requestedAction(`dynamodb:${operation}`, index === undefined ? table : `${table}/index/${index}`, {
    get 'dynamodb:leadingkeys'() {
      return item === undefined ? queriedKey(input, key) : leadingKey(item, key);
    },
    get 'dynamodb:attributes'() {
      return namedAttributes(input);
    },
    'dynamodb:returnvalues': returned === undefined ? [] : [returned],
    'dynamodb:select': select === undefined ? [] : [select],
  });
}

function selected(input: Input, index: string | undefined): string {
  const projected = input.ProjectionExpression !== undefined || input.AttributesToGet !== undefined;
  if (projected) return 'SPECIFIC_ATTRIBUTES';
  return text(input, 'Select') ?? (index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES');
}

function batchAction(
  operation: string,
  table: string,
  requests: unknown,
  caller: Caller,
  { partitionKeyOf }: Lookups,
): RequestedAction {
  const arn = tableArn(table, caller) ?? table;
  const key = partitionKeyOf(arn);
  const items = () =>
    operation === 'BatchGetItem' ? asObjects(asObject(requests).Keys) : writes(asObjects(requests));
  return requestedAction(`dynamodb:${operation}`, arn, {
    get 'dynamodb:leadingkeys'() {
      return [...new Set(items().flatMap((item) => leadingKey(item, key)))];
    },
    get 'dynamodb:attributes'() {
      const projection = operation === 'BatchGetItem' ? namedAttributes(asObject(requests)) : [];
      return [...new Set([...items().flatMap((item) => Object.keys(item)), ...projection])];
    },
  });
}

function writes(requests: readonly Input[]): readonly Input[] {
  return requests.map((request) => {
    const put = asObject(request.PutRequest);
    const remove = asObject(request.DeleteRequest);
    return asObject(put.Item ?? remove.Key);
  });
}
