/** A number of DynamoDB: `coefficient * 10 ** exponent`, with no zero at the coefficient's end. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-number */
const MOST_DIGITS = 38;
const HIGHEST_MAGNITUDE = 125;
const LOWEST_MAGNITUDE = -130;

/** A number that DynamoDB has no room for, in its words. */
export class DecimalError extends Error {}

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** @throws DecimalError */
export function parseDecimal(text: string): Decimal {
  const parts = form.exec(text);
  const digits = `${parts?.[2] ?? ''}${parts?.[3] ?? ''}`;
  if (parts === null || digits === '') {
    throw new DecimalError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  const exponent = Number(parts[4] ?? 0) - (parts[3]?.length ?? 0);
  return checked(digits, exponent, parts[1] === '-');
}

/** Leading and trailing zeros count for nothing; what is left must fit. */
function checked(digits: string, exponent: number, negative: boolean): Decimal {
  let from = 0;
  while (from < digits.length && digits[from] === '0') from += 1;
  let to = digits.length;
  while (to > from && digits[to - 1] === '0') to -= 1;
  if (from === to) return { coefficient: 0n, exponent: 0 };
  const magnitude = exponent + digits.length - from - 1;
  if (magnitude > HIGHEST_MAGNITUDE) {
    throw new DecimalError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (magnitude < LOWEST_MAGNITUDE) {
    throw new DecimalError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (to - from > MOST_DIGITS)
    throw new DecimalError('Attempting to store more than 38 significant digits in a Number');
  const coefficient = BigInt(digits.slice(from, to));
  return { coefficient: negative ? -coefficient : coefficient, exponent: exponent + digits.length - to };
}

/** As DynamoDB writes it back: without an exponent. */
export function formatDecimal({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  if (exponent >= 0) return `${sign}${digits}${'0'.repeat(exponent)}`;
  const point = digits.length + exponent;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}

export function compareDecimals(one: Decimal, other: Decimal): number {
  const [left, right] = aligned(one, other);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @throws DecimalError where the sum has more digits than DynamoDB keeps */
export function addDecimals(one: Decimal, other: Decimal): Decimal {
  const [left, right, exponent] = aligned(one, other);
  const sum = left + right;
  return checked((sum < 0n ? -sum : sum).toString(), exponent, sum < 0n);
}

export function negated({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

function aligned(one: Decimal, other: Decimal): [left: bigint, right: bigint, exponent: number] {
  const exponent = Math.min(one.exponent, other.exponent);
  return [
    one.coefficient * 10n ** BigInt(one.exponent - exponent),
    other.coefficient * 10n ** BigInt(other.exponent - exponent),
    exponent,
  ];
}

const shortInteger = /^(0|-?[1-9]\d{0,14})$/;

/** The number's one spelling. Most numbers are short integers and are spelled so already. */
export function canonicalNumber(text: string): string {
  return shortInteger.test(text) ? text : formatDecimal(parseDecimal(text));
}

/** Of two numbers in their one spelling. */
export function compareNumbers(one: string, other: string): number {
  if (one === other) return 0;
  if (shortInteger.test(one) && shortInteger.test(other)) return Number(one) - Number(other);
  return compareDecimals(parseDecimal(one), parseDecimal(other));
}
