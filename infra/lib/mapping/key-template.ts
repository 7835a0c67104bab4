import { businessKeySchema } from '@callback-relay/contract';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** A business key with the place where an event's field goes into it. */
export interface KeyTemplate {
  readonly before: string;
  /** Names from the event down to the field: `detail`, `orderId`. */
  readonly path: readonly string[];
  readonly after: string;
}

const ONE_FIELD = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/;
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * Reads `order-{detail.orderId}/payment`.
 * @throws Error unless it has exactly one field of `detail`, in text of the business keys' alphabet.
 */
export function keyTemplate(scope: IConstruct, text: string): KeyTemplate {
  const [, before = '', field = '', after = ''] = ONE_FIELD.exec(text) ?? [];
  const path = eventPath(field);
  const sample = `${before}x${after}`;
  if (path?.[0] === 'detail' && path.length > 1 && businessKeySchema.safeParse(sample).success) {
    return { before, path, after };
  }
  throw validationError(scope, {
    problem:
      "a key is text of letters, digits and . _ / @ + = ~ - with one field of the event's detail in it",
    given: text,
    remedy: 'write it as order-{detail.orderId}/payment',
  });
}

/** Names of a path such as `detail.orderId`, or undefined where it is none. */
export function eventPath(text: string): readonly string[] | undefined {
  const names = text.split('.');
  return names.every((name) => NAME.test(name)) ? names : undefined;
}
