import { AwsError } from '../../foundation/aws-error.ts';
import { limits } from '../limits.ts';
import { type Request, requiredString } from './request.ts';

/** Characters that AWS forbids in the names of machines and executions. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those forbidden.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/u;

export const checkName = (name: string): string => {
  if (name.length > limits.nameLength || FORBIDDEN.test(name)) {
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  }
  return name;
};

const ARN = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:(stateMachine|execution):[^:]+(?::[^:]+)?$/;

/** An ARN of a machine or of an execution; throws InvalidArn for anything else. */
export const arnMember = (request: Request, name: string, kind: 'stateMachine' | 'execution'): string => {
  const arn = requiredString(request, name, 256);
  if (ARN.exec(arn)?.[1] !== kind) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN: ${arn}'`);
  return arn;
};
