import { isStepDue, type Steps } from '../../foundation/steps.ts';
import type { Attributes, AttributeValue } from '../values/attribute-value.ts';
import { checkAhead } from '../values/check-value.ts';
import { isMembers, type Members, type Shape } from './shape.ts';

/**
 * Checks the attribute values of a large request, so that its operation, which runs in one go, has that behind it. What
 * is wrong with a value is reported when the operation asks for it.
 */
export function* checkValuesAhead(members: Members, request: Record<string, unknown>): Steps<void> {
  for (const [name, shape] of Object.entries(members)) yield* within(shape, request[name]);
}

function* within(shape: Shape, data: unknown): Steps<void> {
  if (data === undefined || data === null) return;
  switch (shape.kind) {
    case 'value':
      return yield* checkAhead({ value: data as AttributeValue });
    case 'structure':
      if (isMembers(data)) yield* checkValuesAhead(shape.members, data);
      return;
    case 'list':
      return yield* withinEach(shape.of, Array.isArray(data) ? data : []);
    case 'map':
      if (shape.of.kind === 'value') return yield* checkAhead({ attributes: data as Attributes });
      return yield* withinEach(shape.of, Object.values(data));
    default:
  }
}

function* withinEach(of: Shape, elements: readonly unknown[]): Steps<void> {
  if (of.kind !== 'value' && of.kind !== 'structure' && of.kind !== 'list' && of.kind !== 'map') return;
  for (const element of elements) {
    yield* within(of, element);
    if (isStepDue()) yield;
  }
}
