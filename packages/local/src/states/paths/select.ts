import { isObject, type Json } from '../json.ts';
import { type Compared, compareBy } from './compare-values.ts';
import type { Filter, Operand, Path, Segment } from './path.ts';
import { pathFunctions } from './path-functions.ts';

/** Values that one path may look at, so that no path holds the runtime: `$..*` looks at fewer in the largest input. */
const MOST_VISITS = 600_000;

/** How much work is left for the path that is being followed. */
interface Budget {
  left: number;
}

const spend = (budget: Budget, visits: number): void => {
  budget.left -= visits;
  if (budget.left < 0) throw new Error(`the path matches more than ${MOST_VISITS} values`);
};

const childrenOf = (value: Json): Json[] => {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
};

/** A value and everything below it, each before what it holds. */
const everythingIn = (value: Json, budget: Budget): Json[] => {
  const found: Json[] = [];
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    spend(budget, 1);
    found.push(next);
    const children = childrenOf(next);
    for (let at = children.length - 1; at >= 0; at -= 1) waiting.push(children[at] ?? null);
  }
  return found;
};

const member = (value: Json, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

const byNames = (value: Json, names: readonly string[], isLast: boolean): Json[] => {
  const [only = ''] = names;
  if (names.length === 1) return present([member(value, only)]);
  if (!isLast) return present(names.map((name) => member(value, name)));
  // The last step with several names gives one object with those of them that are there.
  if (!isObject(value)) return [];
  return [Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))];
};

/** What a path is followed in. */
interface Search {
  readonly root: Json;
  readonly budget: Budget;
}

const operandValue = (operand: Operand, item: Json, { root, budget }: Search): Compared => {
  if (operand.kind === 'literal') return operand.value;
  if (operand.kind === 'pattern') return operand.pattern;
  return follow(operand.from === 'item' ? item : root, operand.path, budget);
};

const holds = (filter: Filter, item: Json, search: Search): boolean => {
  spend(search.budget, 1);
  switch (filter.kind) {
    case 'and':
      return holds(filter.left, item, search) && holds(filter.right, item, search);
    case 'or':
      return holds(filter.left, item, search) || holds(filter.right, item, search);
    case 'not':
      return !holds(filter.inner, item, search);
    case 'exists':
      return operandValue(filter.operand, item, search) !== undefined;
    case 'comparison':
      return compareBy(
        filter.operator,
        operandValue(filter.left, item, search),
        operandValue(filter.right, item, search),
      );
  }
};

const byFilter = (value: Json, filter: Filter, search: Search): Json[] => {
  // An object is tested itself, an array item by item.
  if (Array.isArray(value)) return value.filter((item) => holds(filter, item, search));
  return isObject(value) && holds(filter, value, search) ? [value] : [];
};

const byFunction = (segment: Extract<Segment, { kind: 'function' }>, value: Json): Json[] =>
  present([pathFunctions[segment.name]?.(value, segment.args)]);

const step = (segment: Segment, value: Json, search: Search, isLast: boolean): Json[] => {
  switch (segment.kind) {
    case 'names':
      return byNames(value, segment.names, isLast);
    case 'indexes':
      return Array.isArray(value) ? present(segment.indexes.map((index) => value.at(index))) : [];
    case 'slice':
      return Array.isArray(value) ? value.slice(segment.from, segment.to) : [];
    case 'wildcard':
      return childrenOf(value);
    case 'filter':
      return byFilter(value, segment.filter, search);
    case 'descent':
      return everythingIn(value, search.budget);
    case 'function':
      return byFunction(segment, value);
  }
};

/** After `..` a filter tests everything below, and not each array item twice. */
const stepsDown = (filter: Filter, values: readonly Json[], search: Search): Json[] =>
  values.slice(1).filter((value) => holds(filter, value, search));

const isSingle = (segment: Segment, isLast: boolean): boolean =>
  (segment.kind === 'names' && (segment.names.length === 1 || isLast)) ||
  (segment.kind === 'indexes' && segment.indexes.length === 1);

const advance = (segment: Segment, values: readonly Json[], search: Search, isLast: boolean): Json[] => {
  const found: Json[] = [];
  for (const value of values) {
    const next = step(segment, value, search, isLast);
    spend(search.budget, next.length + 1);
    for (const match of next) found.push(match);
  }
  return found;
};

const follow = (root: Json, { segments }: Path, budget: Budget): Json | undefined => {
  const last = segments.at(-1);
  const steps = last?.kind === 'function' ? segments.slice(0, -1) : segments;
  const search: Search = { root, budget };
  let values: Json[] = [root];
  let definite = true;
  for (const [at, segment] of steps.entries()) {
    const isLast = at === steps.length - 1;
    const descended = steps[at - 1]?.kind === 'descent';
    values =
      descended && segment.kind === 'filter'
        ? stepsDown(segment.filter, values, search)
        : advance(segment, values, search, isLast);
    definite &&= isSingle(segment, isLast);
  }
  const found = definite ? values[0] : values;
  if (last?.kind !== 'function' || found === undefined) return found;
  return byFunction(last, found)[0];
};

/**
 * What a path finds below a root: the value of a definite path, or undefined; the array of all matches of any other.
 * A function at the end is applied to that. Throws an Error where the path matches too much.
 */
export const selectFrom = (root: Json, path: Path): Json | undefined =>
  follow(root, path, { left: MOST_VISITS });
