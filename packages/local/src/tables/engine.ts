import { createRequire } from 'node:module';
import { AwsError } from '../foundation/aws-error.ts';

/** DynamoDB's operations as dynalite runs them. */
export interface TableEngine {
  /** @throws AwsError as DynamoDB answers */
  run(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface TableEngineOptions {
  readonly account: string;
  readonly region: string;
  /** A folder for LevelDB; in memory where there is none. */
  readonly path?: string;
}

const supported = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

type Input = Record<string, unknown>;
type Done = (error: EngineError | null, output?: Record<string, unknown>) => void;

interface EngineError extends Error {
  readonly statusCode?: number;
  readonly body?: { __type: string; message?: string; Message?: string; Item?: unknown };
}

interface Store {
  readonly db: { open(): Promise<void> };
  readonly tableDb: { awsAccountId: string; awsRegion: string };
  readonly lifecycleManager: { gracefulClose(): Promise<void> };
}

interface Validations {
  checkTypes(input: Input, types: unknown): Input;
  checkValidations(input: Input, types: unknown, custom: unknown, store: Store): void;
}

interface Database {
  create(options: object): Store;
  checkConditional(input: Input, item: unknown): EngineError | null | undefined;
}

// dynalite's own HTTP server is left out: its store, validations and actions are called in process, so that there is
// one endpoint, and an error that dynalite would throw at the process is answered instead.
const load = createRequire(import.meta.url);
const database = load('dynalite/db') as Database;
const validations = load('dynalite/validations') as Validations;

/** The member that dynalite knows nothing of, carried past its validation. */
const OLD_ITEM = 'ReturnValuesOnConditionCheckFailure';
const checkConditional = database.checkConditional;
// Called under the item's lock, so the item is the one that the condition failed on.
database.checkConditional = (input, item) => {
  const error = checkConditional(input, item);
  if (error?.body !== undefined && item !== undefined && input[OLD_ITEM] === 'ALL_OLD')
    error.body.Item = item;
  return error;
};

export const engineOperations: readonly string[] = supported;

/** @throws Error where the folder can't be opened: locked by another process, not writable, or not LevelDB's */
export async function openTableEngine({ account, region, path }: TableEngineOptions): Promise<TableEngine> {
  const store = database.create({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(path && { path }),
  });
  await store.db.open();
  store.tableDb.awsAccountId = account;
  store.tableDb.awsRegion = region;
  return {
    run: (operation, input) => run(store, operation, input),
    close: () => store.lifecycleManager.gracefulClose(),
  };
}

function run(store: Store, operation: string, input: Input): Promise<Record<string, unknown>> {
  const name = operation[0]?.toLowerCase() + operation.slice(1);
  const { types, custom } = load(`dynalite/validations/${name}`) as { types: unknown; custom: unknown };
  const act = load(`dynalite/actions/${name}`) as (store: Store, input: Input, done: Done) => void;
  return new Promise((resolve, reject) => {
    try {
      const checked = validations.checkTypes({ ...input }, types);
      validations.checkValidations(checked, types, custom, store);
      if (input[OLD_ITEM] !== undefined) checked[OLD_ITEM] = input[OLD_ITEM];
      act(store, checked, (error, output) => (error ? reject(asAwsError(error)) : resolve(output ?? {})));
    } catch (error) {
      reject(asAwsError(error as EngineError));
    }
  });
}

function asAwsError(error: EngineError): Error {
  const { body, statusCode = 400 } = error;
  if (body === undefined) return error;
  const code = body.__type.split('#').at(-1) ?? body.__type;
  const members = body.Item === undefined ? {} : { Item: body.Item };
  return new AwsError(code, body.message ?? body.Message ?? '', statusCode, members);
}
