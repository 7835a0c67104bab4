import { AwsError } from '../../foundation/aws-error.ts';
import { atOnce, isStepDue, type Steps } from '../../foundation/steps.ts';
import { invalidParameter, validationException } from '../errors/table-errors.ts';
import {
  type Attributes,
  type AttributeValue,
  attributes,
  contentOf,
  type MutableAttributes,
  typeOf,
} from './attribute-value.ts';
import { canonicalNumber, DecimalError } from './decimal.ts';
import { measureAhead } from './item-size.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const DEEPEST_LEVEL = 32;

/**
 * The attributes of a request, with every number in its one spelling.
 * @throws AwsError ValidationException where DynamoDB refuses a value
 */
export function checkAttributes(given: Attributes): Attributes {
  return known(given) ?? atOnce(attributesInSteps(given, 1));
}

export function checkValue(value: AttributeValue): AttributeValue {
  return flatValue(value) ?? known(value) ?? atOnce(valueInSteps(value, 1));
}

/** What came of attributes and values that were checked ahead, by what was given. */
const checkedAhead = new WeakMap<object, Attributes | AttributeValue | AwsError>();

function known<Given extends Attributes | AttributeValue>(given: Given): Given | undefined {
  const result = checkedAhead.get(given);
  if (result instanceof AwsError) throw result;
  return result as Given | undefined;
}

/** What {@link checkAhead} made of attributes; undefined where it did not, or found something wrong. */
export function checkedAlready(given: Attributes): Attributes | undefined {
  const result = checkedAhead.get(given);
  return result instanceof AwsError ? undefined : (result as Attributes | undefined);
}

/** Checks attributes or a value in steps; {@link checkAttributes} and {@link checkValue} then know what comes of it. */
export function* checkAhead(given: { attributes: Attributes } | { value: AttributeValue }): Steps<void> {
  const key = 'value' in given ? given.value : given.attributes;
  try {
    const checked = yield* 'value' in given
      ? valueInSteps(given.value, 1)
      : attributesInSteps(given.attributes, 1);
    checkedAhead.set(key, checked);
    if ('attributes' in given) yield* measureAhead(checked as Attributes);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    checkedAhead.set(key, error);
  }
}

function* attributesInSteps(given: Attributes, level: number): Steps<Attributes> {
  let checked: MutableAttributes | undefined;
  for (const name of Object.keys(given)) {
    const value = given[name] as AttributeValue;
    const result = flatValue(value) ?? (yield* valueInSteps(value, level));
    if (result !== value) {
      checked ??= attributes(given);
      checked[name] = result;
    }
    if (isStepDue()) yield;
  }
  return checked ?? given;
}

/** A value that is checked without steps, as most are; undefined of one that holds others, or is wrong. */
function flatValue(value: AttributeValue): AttributeValue | undefined {
  const [type, another] = Object.keys(value);
  if (type === undefined || another !== undefined || type in checks) return undefined;
  if ('N' in value) {
    const number = numberOf(value.N);
    return number === value.N ? value : { N: number };
  }
  return type === 'NULL' ? { NULL: true } : value;
}

function* valueInSteps(value: AttributeValue, level: number): Steps<AttributeValue> {
  const types = Object.keys(value);
  const [type] = types;
  if (type === undefined) {
    throw validationException(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    );
  }
  if (types.length > 1) {
    throw validationException(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return flatValue(value) ?? (yield* (checks[type] as Check)(contentOf(value) as never, level));
}

type Check = (content: never, level: number) => Steps<AttributeValue>;

const checks: Readonly<Record<string, Check>> = {
  *SS(texts: string[]) {
    if (texts.length === 0) throw invalidParameter('An string set  may not be empty');
    if (yield* hasDuplicates(texts))
      throw invalidParameter(`Input collection [${texts.join(', ')}] contains duplicates.`);
    return { SS: texts };
  },
  *NS(texts: string[]) {
    if (texts.length === 0) throw invalidParameter('An number set  may not be empty');
    const numbers: string[] = [];
    for (const text of texts) {
      numbers.push(numberOf(text));
      if (isStepDue()) yield;
    }
    if (yield* hasDuplicates(numbers)) throw validationException('Input collection contains duplicates');
    return { NS: numbers };
  },
  *BS(blobs: string[]) {
    if (blobs.length === 0) throw invalidParameter('Binary sets should not be empty');
    if (yield* hasDuplicates(blobs))
      throw invalidParameter(`Input collection [${blobs.join(', ')}]of type BS contains duplicates.`);
    return { BS: blobs };
  },
  *L(values: AttributeValue[], level: number) {
    checkLevel(level);
    const checked: AttributeValue[] = [];
    for (const value of values) {
      checked.push(flatValue(value) ?? (yield* valueInSteps(value, level + 1)));
      if (isStepDue()) yield;
    }
    return { L: checked };
  },
  *M(map: Attributes, level: number) {
    checkLevel(level);
    return { M: yield* attributesInSteps(map, level + 1) };
  },
};

function* hasDuplicates(texts: readonly string[]): Steps<boolean> {
  const seen = new Set<string>();
  for (const text of texts) {
    seen.add(text);
    if (isStepDue()) yield;
  }
  return seen.size < texts.length;
}

function checkLevel(level: number): void {
  if (level < DEEPEST_LEVEL) return;
  throw validationException(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );
}

function numberOf(text: string): string {
  try {
    return canonicalNumber(text);
  } catch (error) {
    if (error instanceof DecimalError) throw validationException(error.message);
    throw error;
  }
}

/** Whether the value nests deeper than DynamoDB stores, as an update may bring about. */
export function isTooDeep(value: AttributeValue, level = 1): boolean {
  const type = typeOf(value);
  if (type !== 'L' && type !== 'M') return false;
  if (level >= DEEPEST_LEVEL) return true;
  const { L, M } = value as { L?: AttributeValue[]; M?: Attributes };
  return (L ?? Object.values(M ?? {})).some((part) => isTooDeep(part, level + 1));
}
