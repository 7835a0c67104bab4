import { AwsError } from '../../foundation/aws-error.ts';
import { atOnce, isStepDue, type Steps } from '../../foundation/steps.ts';
import { invalidParameter, validationException } from '../errors/table-errors.ts';
import {
  type Attributes,
  type AttributeValue,
  attributeIn,
  attributes,
  type MutableAttributes,
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
  return known(checkedAttributes, given) ?? atOnce(attributesInSteps(given, 1));
}

export function checkValue(value: AttributeValue): AttributeValue {
  return flatValue(value) ?? known(checkedValues, value) ?? atOnce(valueInSteps(value, 1));
}

/** What came of attributes and values that were checked ahead, by what was given. */
const checkedAttributes = new WeakMap<Attributes, Attributes | AwsError>();
const checkedValues = new WeakMap<AttributeValue, AttributeValue | AwsError>();

function known<Given extends object>(
  ahead: WeakMap<Given, Given | AwsError>,
  given: Given,
): Given | undefined {
  const result = ahead.get(given);
  if (result instanceof AwsError) throw result;
  return result;
}

/** What {@link checkAhead} made of attributes; undefined where it did not, or found something wrong. */
export function checkedAlready(given: Attributes): Attributes | undefined {
  const result = checkedAttributes.get(given);
  return result instanceof AwsError ? undefined : result;
}

/** Checks attributes or a value in steps; {@link checkAttributes} and {@link checkValue} then know what comes of it. */
export function* checkAhead(given: { attributes: Attributes } | { value: AttributeValue }): Steps<void> {
  if ('value' in given) return yield* keepChecked(checkedValues, given.value, valueInSteps(given.value, 1));
  yield* keepChecked(checkedAttributes, given.attributes, attributesInSteps(given.attributes, 1));
  const checked = checkedAlready(given.attributes);
  if (checked !== undefined) yield* measureAhead(checked);
}

function* keepChecked<Given extends object>(
  ahead: WeakMap<Given, Given | AwsError>,
  given: Given,
  steps: Steps<Given>,
): Steps<void> {
  try {
    ahead.set(given, yield* steps);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    ahead.set(given, error);
  }
}

function* attributesInSteps(given: Attributes, level: number): Steps<Attributes> {
  let checked: MutableAttributes | undefined;
  for (const name of Object.keys(given)) {
    const value = attributeIn(given, name);
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
  if (type === undefined || another !== undefined || nested.has(type)) return undefined;
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
  return flatValue(value) ?? (yield* nestedValue(value, level));
}

/** Types whose values hold others. */
const nested: ReadonlySet<string> = new Set(['SS', 'NS', 'BS', 'L', 'M']);

function* nestedValue(value: AttributeValue, level: number): Steps<AttributeValue> {
  if ('M' in value) {
    checkLevel(level);
    return { M: yield* attributesInSteps(value.M, level + 1) };
  }
  if ('L' in value) {
    checkLevel(level);
    return { L: yield* elementsInSteps(value.L, level) };
  }
  if ('NS' in value) return { NS: yield* numbersInSteps(value.NS) };
  if ('SS' in value) yield* checkTexts(value.SS);
  if ('BS' in value) yield* checkBlobs(value.BS);
  return value;
}

function* elementsInSteps(values: readonly AttributeValue[], level: number): Steps<AttributeValue[]> {
  const checked: AttributeValue[] = [];
  for (const value of values) {
    checked.push(flatValue(value) ?? (yield* valueInSteps(value, level + 1)));
    if (isStepDue()) yield;
  }
  return checked;
}

function* checkTexts(texts: readonly string[]): Steps<void> {
  if (texts.length === 0) throw invalidParameter('An string set  may not be empty');
  if (yield* hasDuplicates(texts))
    throw invalidParameter(`Input collection [${texts.join(', ')}] contains duplicates.`);
}

function* numbersInSteps(texts: readonly string[]): Steps<string[]> {
  if (texts.length === 0) throw invalidParameter('An number set  may not be empty');
  const numbers: string[] = [];
  for (const text of texts) {
    numbers.push(numberOf(text));
    if (isStepDue()) yield;
  }
  if (yield* hasDuplicates(numbers)) throw validationException('Input collection contains duplicates');
  return numbers;
}

function* checkBlobs(blobs: readonly string[]): Steps<void> {
  if (blobs.length === 0) throw invalidParameter('Binary sets should not be empty');
  if (yield* hasDuplicates(blobs))
    throw invalidParameter(`Input collection [${blobs.join(', ')}]of type BS contains duplicates.`);
}

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
  if (!('L' in value || 'M' in value)) return false;
  if (level >= DEEPEST_LEVEL) return true;
  const parts = 'L' in value ? value.L : Object.values(value.M);
  return parts.some((part) => isTooDeep(part, level + 1));
}
