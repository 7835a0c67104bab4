import { encodeBusinessKey } from '@callback-relay/contract';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** A business key as text and fields of an event, in order. */
export type KeyTemplate = readonly (string | EventPath)[];

/** Where a field is in an event: `detail.items[0].sku`. */
export interface EventPath {
  /** As EventBridge has it: `$.detail.items[0].sku`. */
  readonly path: string;
  /** The same without indexes, as patterns have it: `detail`, `items`, `sku`. */
  readonly names: readonly string[];
}

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*(\[\d+\])?$/;

/** Fields of the envelope that every event has. */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'source', 'account', 'region', 'time', 'detail-type']);

/**
 * Reads `order-{detail.orderId}/payment`, `{detail.tenant}:{detail.number}` or `{resources[0]}`.
 * @throws Error unless it has a field that differs from event to event, and room for it.
 */
export function keyTemplate(scope: IConstruct, text: string): KeyTemplate {
  const pieces = text.split(/\{([^{}]*)\}/);
  const key = pieces.flatMap((piece, at): (string | EventPath)[] => {
    if (at % 2 === 1) return [eventPath(piece) ?? invalid(scope, text)];
    if (/[{}]/.test(piece)) return invalid(scope, text);
    return piece === '' ? [] : [piece];
  });
  const fields = key.filter((part) => typeof part !== 'string');
  const known = new Set(['detail', 'resources', ...ALWAYS]);
  const isUsable = fields.every(({ names: [first = '', ...rest] }) => {
    return known.has(first) && (first !== 'detail' || rest.length > 0);
  });
  if (!isUsable || !fields.some(isOptional)) return invalid(scope, text);
  checkLength(scope, text, key);
  return key;
}

/** Whether events may lack the field. */
export function isOptional({ names: [first = ''] }: EventPath): boolean {
  return !ALWAYS.has(first);
}

/** A path such as `detail.orderId` or `resources[0]`, or undefined where it is none. */
export function eventPath(text: string): EventPath | undefined {
  const names = text.split('.');
  if (!names.every((name) => NAME.test(name))) return undefined;
  return { path: `$.${text}`, names: names.map((name) => name.replace(/\[\d+\]$/, '')) };
}

/** The parts of the key, as the relay puts them together. */
export function keyParts(key: KeyTemplate): string[] {
  return key.map((part) => (typeof part === 'string' ? part : EventField.fromPath(part.path)));
}

function checkLength(scope: IConstruct, text: string, key: KeyTemplate): void {
  try {
    encodeBusinessKey(key.map((part) => (typeof part === 'string' ? part : 'x')).join(''));
  } catch (error) {
    throw validationError(scope, {
      problem: error instanceof Error ? error.message : 'the key is malformed',
      given: text,
      remedy: 'write less text around the fields',
    });
  }
}

function invalid(scope: IConstruct, text: string): never {
  throw validationError(scope, {
    problem: 'a key is text with fields of the event in braces, at least one of them of detail or resources',
    given: text,
    remedy:
      'write it as order-{detail.orderId}/payment, {detail.tenant}-{detail.items[0].sku} or {resources[0]}',
  });
}
