import { checkConstraints } from '../requests/constraints.ts';
import { readMembers } from '../requests/deserialize.ts';
import type { Members } from '../requests/shape.ts';
import type { Engine } from './engine.ts';

/** One operation of the API: what it takes, and what it does. */
export interface TableOperation<Request> {
  readonly members: Members;
  /** Looked at before anything else. */
  readonly requires?: (request: Request) => void;
  /** @throws AwsError as DynamoDB answers */
  run(engine: Engine, request: Request): Record<string, unknown>;
}

/**
 * Reads the input by its members, and runs the operation.
 * @throws AwsError
 */
export function runOperation<Request>(
  { members, requires, run }: TableOperation<Request>,
  engine: Engine,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const request = readMembers(members, input);
  requires?.(request as Request);
  checkConstraints(members, request);
  return run(engine, request as Request);
}
