import { isJsonList, isJsonObject, type Json, type JsonObject, type JsonScalar } from '../json.ts';
import type { Comparison } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { operatorComparison, RESERVED_WORDS } from './operators.ts';

/** What a pattern asks of one field: it is one of the values, one of the comparisons holds, or it is not there. */
export interface FieldTest {
  /** The names on the way to the field, joined by dots. */
  readonly path: string;
  readonly values: readonly JsonScalar[];
  readonly anyOf: readonly Comparison[];
  readonly orAbsent: boolean;
}

/** EventBridge's limit on the combinations that `$or` may stand for. */
const MOST_ALTERNATIVES = 1000;

/**
 * A pattern as a list of alternatives, each of them field tests that must all hold. Where a pattern names one field
 * twice, in and beside `$or` or by a dotted name, the later list takes the place of the earlier.
 */
export function alternatives(pattern: JsonObject): FieldTest[][] {
  return combinations(pattern, '', false).map((tests) => [...tests.values()]);
}

type Tests = Map<string, FieldTest>;

function combinations(pattern: JsonObject, prefix: string, inOr: boolean): Tests[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) invalidPattern('Empty objects are not allowed');
  let combined: Tests[] = [new Map()];
  for (const [key, value] of entries) {
    if (inOr && RESERVED_WORDS.has(key))
      invalidPattern(`${key} is Ruler reserved fieldName which cannot be used inside $or.`);
    const options =
      key === '$or' && isOr(value)
        ? value.flatMap((branch) => combinations(branch, prefix, true))
        : field(prefix + key, value, inOr);
    if (combined.length * options.length > MOST_ALTERNATIVES)
      invalidPattern(`Rule is too complex - $or makes more than ${MOST_ALTERNATIVES} combinations`);
    combined = combine(combined, options);
  }
  return combined;
}

/** Where there is one option only, it is added to what is there: copying it all for each field would take long. */
function combine(combined: Tests[], options: readonly Tests[]): Tests[] {
  const [only] = options;
  if (only === undefined || options.length > 1)
    return combined.flatMap((left) => options.map((right) => new Map([...left, ...right])));
  for (const left of combined) for (const [path, test] of only) left.set(path, test);
  return combined;
}

/** `$or` is an operator only over two or more objects that are not match expressions; else it names a field. */
function isOr(value: Json): value is readonly JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every(
      (branch: Json) => isJsonObject(branch) && !Object.keys(branch).some((key) => RESERVED_WORDS.has(key)),
    )
  );
}

function field(path: string, value: Json, inOr: boolean): Tests[] {
  if (isJsonObject(value)) return combinations(value, `${path}.`, inOr);
  if (!isJsonList(value)) return invalidPattern(`"${path.split('.').at(-1)}" must be an object or an array`);
  if (value.length === 0) invalidPattern('Empty arrays are not allowed');
  const values = value.filter((one) => typeof one !== 'object' || one === null);
  const parsed = value.flatMap((one) => (typeof one === 'object' && one !== null ? [expression(one)] : []));
  const anyOf = parsed.filter((test) => test !== 'absent');
  return [new Map([[path, { path, values, anyOf, orAbsent: anyOf.length < parsed.length }]])];
}

function expression(value: readonly Json[] | JsonObject): Comparison | 'absent' {
  if (!isJsonObject(value)) return invalidPattern('Match value must be String, number, true, false, or null');
  const [[operator, operand] = [], ...more] = Object.entries(value);
  if (operator === undefined || operand === undefined) return invalidPattern('Empty objects are not allowed');
  const comparison = operator === 'exists' ? existence(operand) : operatorComparison(operator, operand);
  if (more.length > 0) invalidPattern('Only one key allowed in match expression');
  return comparison;
}

function existence(operand: Json): Comparison | 'absent' {
  if (typeof operand !== 'boolean')
    return invalidPattern('exists match pattern must be either true or false.');
  return operand ? () => true : 'absent';
}
