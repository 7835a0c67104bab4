import type { Operation } from '../foundation/service.ts';
import { inSlices } from '../foundation/steps.ts';
import { requiredString, validationError } from './input-members.ts';
import { parseJsonObject } from './json.ts';
import { compileEventPattern, takeApart } from './pattern/event-pattern.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST_PATTERN = 4096;

/** @throws AwsError ValidationException */
export function checkPatternLength(pattern: string): void {
  if (pattern.length > LONGEST_PATTERN) {
    throw validationError(
      `1 validation error detected: Value '${pattern}' at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_PATTERN}`,
    );
  }
}

const MANDATORY_MEMBERS = ['id', 'account', 'source', 'time', 'region', 'detail-type'] as const;

export const patternOperations: Readonly<Record<string, Operation>> = {
  TestEventPattern: async (input) => {
    const event = parseJsonObject(requiredString(input, 'Event'));
    if (event === undefined || MANDATORY_MEMBERS.some((member) => event[member] === undefined)) {
      throw validationError('Parameter Event is not valid.');
    }
    const pattern = requiredString(input, 'EventPattern');
    checkPatternLength(pattern);
    const matches = compileEventPattern(pattern);
    await inSlices(takeApart(event));
    return { Result: matches(event) };
  },
};
