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

const PARTS: Readonly<Record<string, readonly number[]>> = {
  stateMachine: [1, 2],
  execution: [2],
  express: [3],
  activity: [1],
  mapRun: [2],
};

export const kindOfArn = (arn: string): ArnKind | undefined => {
  const [, kind = '', name = ''] = ARN.exec(arn) ?? [];
  const parts = name.split(':').length;
  if (!PARTS[kind]?.includes(parts)) return undefined;
  return kind === 'stateMachine' && parts === 2 ? 'qualified' : (kind as ArnKind);
};

/** An ARN of one of the kinds; throws InvalidArn for anything else. */
export const arnMember = (request: Request, name: string, ...kinds: readonly ArnKind[]): string => {
  const arn = requiredString(request, name, 2000);
  const kind = kindOfArn(arn);
  if (kind !== undefined && kinds.includes(kind)) return arn;
  if (!arn.startsWith('arn:')) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);
};

/** The machine of a version's or an alias's ARN. */
export const machineOfQualified = (arn: string): string => arn.slice(0, arn.lastIndexOf(':'));
