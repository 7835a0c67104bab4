import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { type Attributes, type AttributeValue, attributes, contentOf, typeOf } from './attribute-value.ts';
import { canonicalNumber, DecimalError } from './decimal.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const DEEPEST_LEVEL = 32;

/**
 * The attributes of a request, with every number in its one spelling.
 * @throws AwsError ValidationException where DynamoDB refuses a value
 */
export function checkAttributes(given: Attributes, level = 1): Attributes {
  const checked = attributes();
  for (const name of Object.keys(given)) checked[name] = checkValue(given[name] as AttributeValue, level);
  return checked;
}

export function checkValue(value: AttributeValue, level = 1): AttributeValue {
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
  const check = checks[type] as ((content: unknown, level: number) => AttributeValue) | undefined;
  return check === undefined ? value : check(contentOf(value), level);
}

type Check = (content: never, level: number) => AttributeValue;

const checks: Readonly<Record<string, Check>> = {
  N: (text: string) => ({ N: numberOf(text) }),
  NULL: () => ({ NULL: true }),
  SS: (texts: string[]) => {
    if (texts.length === 0) throw invalidParameter('An string set  may not be empty');
    if (new Set(texts).size < texts.length)
      throw invalidParameter(`Input collection [${texts.join(', ')}] contains duplicates.`);
    return { SS: texts };
  },
  NS: (texts: string[]) => {
    if (texts.length === 0) throw invalidParameter('An number set  may not be empty');
    const numbers = texts.map(numberOf);
    if (new Set(numbers).size < numbers.length)
      throw validationException('Input collection contains duplicates');
    return { NS: numbers };
  },
  BS: (blobs: string[]) => {
    if (blobs.length === 0) throw invalidParameter('Binary sets should not be empty');
    if (new Set(blobs).size < blobs.length)
      throw invalidParameter(`Input collection [${blobs.join(', ')}]of type BS contains duplicates.`);
    return { BS: blobs };
  },
  L: (values: AttributeValue[], level: number) => {
    checkLevel(level);
    return { L: values.map((value) => checkValue(value, level + 1)) };
  },
  M: (map: Attributes, level: number) => {
    checkLevel(level);
    return { M: checkAttributes(map, level + 1) };
  },
};

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
