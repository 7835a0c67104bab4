/** How a member of an answer is checked: its type, or the range of a number. */
export type Shape = 'text' | 'number' | readonly [Shape] | Members | Range;

export interface Members {
  readonly [name: string]: Shape;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

const capacity: Members = {
  TableName: 'text',
  CapacityUnits: 'number',
  ReadCapacityUnits: 'number',
  WriteCapacityUnits: 'number',
};
const tableAnswer: Members = { ConsumedCapacity: capacity };
const message: Members = { MessageId: 'text', SequenceNumber: 'text' };
const execution: Members = {
  ...{
    ExecutionArn: 'text',
    StateMachineArn: 'text',
    Name: 'text',
    Status: 'text',
    Error: 'text',
    Cause: 'text',
  },
  ...{ StartDate: 'text', StopDate: 'text' },
};

/** The members of answers whose types are checked, from the services' API references. */
const SHAPES: Readonly<Record<string, Members>> = {
  'lambda:invoke': {
    StatusCode: 'number',
    FunctionError: 'text',
    LogResult: 'text',
    ExecutedVersion: 'text',
  },
  'aws-sdk:lambda:getFunction': {
    Configuration: {
      ...{ FunctionName: 'text', FunctionArn: 'text', Runtime: 'text', Role: 'text', Handler: 'text' },
      MemorySize: { least: 128, most: 10_240 },
      Timeout: { least: 1, most: 2_147_483_647 },
    },
  },
  'events:putEvents': {
    FailedEntryCount: 'number',
    Entries: [{ EventId: 'text', ErrorCode: 'text', ErrorMessage: 'text' }],
  },
  'sqs:sendMessage': { ...message, MD5OfMessageBody: 'text', MD5OfMessageAttributes: 'text' },
  'sns:publish': message,
  'states:startExecution': execution,
  'dynamodb:putItem': tableAnswer,
  'dynamodb:getItem': tableAnswer,
  'dynamodb:updateItem': tableAnswer,
  'dynamodb:deleteItem': tableAnswer,
};

/** Undefined of an integration whose answers are not checked. */
export function answerShape(name: string): Members | undefined {
  return Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
}
