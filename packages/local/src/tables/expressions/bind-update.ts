import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import type { Bindings } from './bindings.ts';
import { type DocumentPath, findClash } from './document-path.ts';
import { ExpressionError } from './expression-error.ts';
import type { UpdateAction, UpdateOperand, WrittenUpdate } from './update-syntax.ts';

export type BoundUpdateOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'call' | 'sum'; readonly name: string; readonly args: readonly BoundUpdateOperand[] };

export type BoundAction =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly operand: BoundUpdateOperand }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly value: AttributeValue };

export type BoundUpdate = readonly BoundAction[];

/** @throws ExpressionError */
export function bindUpdate(update: WrittenUpdate, bindings: Bindings): BoundUpdate {
  const bound = update.map((action) => bindAction(action, bindings));
  const clash = findClash(bound.map(({ path }) => path));
  if (clash !== undefined) throw clash;
  for (const action of bound) checkAction(action);
  return bound;
}

function bindAction(action: UpdateAction, bindings: Bindings): BoundAction {
  const path = bindings.path(action.path);
  if (action.kind === 'remove') return { kind: 'remove', path };
  if (action.kind === 'set') return { kind: 'set', path, operand: bindOperand(action.operand, bindings) };
  return { kind: action.kind, path, value: bindings.value(action.name) };
}

function bindOperand(operand: UpdateOperand, bindings: Bindings): BoundUpdateOperand {
  if (operand.kind === 'path') return { kind: 'path', path: bindings.path(operand.path) };
  if (operand.kind === 'value') return { kind: 'value', value: bindings.value(operand.name) };
  const args = operand.args.map((arg) => bindOperand(arg, bindings));
  return { kind: operand.kind, name: operand.name, args };
}

function checkAction(action: BoundAction): void {
  if (action.kind === 'set') checkOperand(action.operand);
  if (action.kind === 'set' || action.kind === 'remove') return;
  const type = typeOf(action.value);
  const name = typeNames[type];
  if (name === undefined || (action.kind === 'add' && type === 'N')) return;
  const operator = action.kind.toUpperCase();
  throw new ExpressionError(
    'Incorrect operand type for operator or function; ' +
      `operator: ${operator}, operand type: ${name}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
  );
}

/** ADD and DELETE name the types in full; sets are right for both. */
const typeNames: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** What a function or operator makes, and takes. */
const types: Readonly<Record<string, string>> = { list_append: 'L', '+': 'N', '-': 'N' };

function checkOperand(operand: BoundUpdateOperand): void {
  if (operand.kind === 'path' || operand.kind === 'value') return;
  const { name, args } = operand;
  for (const arg of args) checkOperand(arg);
  if (args.length !== 2) {
    throw new ExpressionError(
      'Incorrect number of operands for operator or function; ' +
        `operator or function: ${name}, number of operands: ${args.length}`,
    );
  }
  if (name === 'if_not_exists' && args[0]?.kind !== 'path')
    throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
  const wanted = types[name];
  const wrong = args.map(typeOfOperand).find((type) => type !== undefined && type !== wanted);
  if (wanted === undefined || wrong === undefined) return;
  throw new ExpressionError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${wrong}`,
  );
}

/** The operand's type where it does not depend on the item. */
export function typeOfOperand(operand: BoundUpdateOperand): string | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'path' ? undefined : types[operand.name];
}
