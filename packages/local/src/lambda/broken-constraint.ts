import { AwsError } from '../foundation/aws-error.ts';

/** The error that Lambda gives for a member that its model does not allow. */
export function brokenConstraint(member: string, value: unknown, rule: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}
