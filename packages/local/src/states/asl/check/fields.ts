import type { QueryLanguageName } from '../state.ts';

const END_OR_NEXT = ['Next', 'End'];
const PATHS = ['InputPath', 'OutputPath'];
const RETRIES = ['Retry', 'Catch'];
const TOLERATED = ['ToleratedFailureCount', 'ToleratedFailurePercentage'];

const withPaths = (...names: string[]): string[] => names.flatMap((name) => [name, `${name}Path`]);

/** Fields of a type of state in both query languages. */
const BOTH: Readonly<Record<string, readonly string[]>> = {
  Task: [
    'Resource',
    'TimeoutSeconds',
    'HeartbeatSeconds',
    'Credentials',
    'Assign',
    ...RETRIES,
    ...END_OR_NEXT,
  ],
  Pass: ['Assign', ...END_OR_NEXT],
  Wait: ['Seconds', 'Timestamp', 'Assign', ...END_OR_NEXT],
  Choice: ['Choices', 'Default', 'Assign'],
  Succeed: [],
  Fail: ['Error', 'Cause'],
  Parallel: ['Branches', 'Assign', ...RETRIES, ...END_OR_NEXT],
  Map: [
    ...[
      'ItemProcessor',
      'Iterator',
      'ItemSelector',
      'MaxConcurrency',
      'ItemReader',
      'ItemBatcher',
      'ResultWriter',
    ],
    ...['Label', 'Assign', ...TOLERATED, ...RETRIES, ...END_OR_NEXT],
  ],
};

const RESULT = ['Parameters', 'ResultPath'];

const JSONPATH: Readonly<Record<string, readonly string[]>> = {
  Task: [...PATHS, ...RESULT, 'ResultSelector', ...withPaths('TimeoutSeconds', 'HeartbeatSeconds')],
  Pass: [...PATHS, ...RESULT, 'Result'],
  Wait: [...PATHS, ...withPaths('Seconds', 'Timestamp')],
  Choice: PATHS,
  Succeed: PATHS,
  Fail: withPaths('Error', 'Cause'),
  Parallel: [...PATHS, ...RESULT, 'ResultSelector'],
  Map: [...PATHS, ...RESULT, 'ResultSelector', 'ItemsPath', ...withPaths('MaxConcurrency', ...TOLERATED)],
};

const JSONATA: Readonly<Record<string, readonly string[]>> = {
  Task: ['Arguments', 'Output'],
  Pass: ['Output'],
  Wait: ['Output'],
  Choice: ['Output'],
  Succeed: ['Output'],
  Fail: [],
  Parallel: ['Arguments', 'Output'],
  Map: ['Items', 'Output'],
};

export const STATE_TYPES: readonly string[] = [
  ...['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'],
];

/** The fields that a state of a type may have. */
export const fieldsOf = (type: string, language: QueryLanguageName): ReadonlySet<string> =>
  new Set([
    ...['Type', 'Comment', 'QueryLanguage'],
    ...(BOTH[type] ?? []),
    ...((language === 'JSONata' ? JSONATA : JSONPATH)[type] ?? []),
  ]);
