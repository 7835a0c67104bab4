import { AwsError } from '../../foundation/aws-error.ts';
import { limits } from '../limits.ts';
import { type Request, requiredString } from './request.ts';

/** Characters that AWS forbids in the names of machines, executions and activities. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those forbidden.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/u;

export const checkName = (name: string): string => {
  if (name.length > limits.nameLength || FORBIDDEN.test(name)) {
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  }
  return name;
};

/** What an ARN of Step Functions names; `qualified` is a machine's version or alias. */
export type ArnKind = 'stateMachine' | 'qualified' | 'execution' | 'express' | 'activity' | 'mapRun';

const ARN = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:(\w+):(.+)$/;

/** For each kind, how many parts its name may have. */
const PARTS = new Map<string, readonly [kind: ArnKind, parts: readonly number[]]>([
  ['stateMachine', ['stateMachine', [1, 2]]],
  ['execution', ['execution', [2]]],
  ['express', ['express', [3]]],
  ['activity', ['activity', [1]]],
  ['mapRun', ['mapRun', [2]]],
]);

export const kindOfArn = (arn: string): ArnKind | undefined => {
  const [, word = '', name = ''] = ARN.exec(arn) ?? [];
  const count = name.split(':').length;
  const [kind, counts] = PARTS.get(word) ?? [];
  if (!counts?.includes(count)) return undefined;
  return kind === 'stateMachine' && count === 2 ? 'qualified' : kind;
};

/** An ARN of one of the kinds; throws InvalidArn for anything else. */
export const arnMember = (request: Request, name: string, ...kinds: readonly ArnKind[]): string => {
  const arn = requiredString(request, name, 2000);
  const kind = kindOfArn(arn);
  if (kind !== undefined && kinds.includes(kind)) return arn;
  if (!arn.startsWith('arn:')) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  // The type is named (recorded), where there is one.
  const [, type = arn] = ARN.exec(arn) ?? [];
  throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${type}'`);
};

/** The machine of a version's or an alias's ARN. */
export const machineOfQualified = (arn: string): string => arn.slice(0, arn.lastIndexOf(':'));
