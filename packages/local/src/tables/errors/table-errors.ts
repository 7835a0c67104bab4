import { AwsError } from '../../foundation/aws-error.ts';

export function validationException(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function invalidParameter(message: string): AwsError {
  return validationException(`One or more parameter values were invalid: ${message}`);
}

/** The members of data operations' answer; operations on the table itself name the table. */
export function tableNotFound(name?: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    name === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: Table: ${name} not found`,
  );
}

export function resourceInUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}
