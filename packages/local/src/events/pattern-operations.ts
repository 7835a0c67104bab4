import type { Operation } from '../foundation/service.ts';
import { requiredString, validationError } from './input-members.ts';
import { parseJsonObject } from './json.ts';
import { compileEventPattern } from './pattern/event-pattern.ts';

const MANDATORY_MEMBERS = ['id', 'account', 'source', 'time', 'region', 'detail-type'] as const;

export const patternOperations: Readonly<Record<string, Operation>> = {
  TestEventPattern: async (input) => {
    const event = parseJsonObject(requiredString(input, 'Event'));
    if (event === undefined || MANDATORY_MEMBERS.some((member) => event[member] === undefined)) {
      throw validationError('Parameter Event is not valid.');
    }
    return { Result: compileEventPattern(requiredString(input, 'EventPattern'))(event) };
  },
};
