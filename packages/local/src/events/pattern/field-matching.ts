import type { FieldTest } from './alternatives.ts';
import type { ArrayScope, EventScope, Scope } from './event-fields.ts';

/**
 * Whether all tests of one of the alternatives hold of the event. A test is asked once for each of the event's values at
 * most.
 */
export function createFieldMatching(
  event: EventScope,
): (alternatives: readonly (readonly FieldTest[])[]) => boolean {
  const known = new Map<FieldTest, WeakMap<Scope, boolean>>();

  /** Whether a value in the scope itself passes. */
  function passesHere(test: FieldTest, scope: Scope): boolean {
    const values = scope.values.get(test.path);
    if (values === undefined) return false;
    const results = known.get(test) ?? new WeakMap<Scope, boolean>();
    known.set(test, results);
    const before = results.get(scope);
    if (before !== undefined) return before;
    const passes =
      test.values.some((value) => values.includes(value)) ||
      values.some((value) => test.anyOf.some((comparison) => comparison(value)));
    results.set(scope, passes);
    return passes;
  }

  /**
   * A test that a value of the scope passes fixes nothing. The others are looked for in the scope's arrays, and those
   * that one array has the paths of in one and the same element of it. An array decides for itself, whatever the
   * others hold, so the time grows with the event's size and not with the product of its arrays.
   */
  function hold(tests: readonly FieldTest[], scope: Scope): boolean {
    const open = tests.filter((test) => !passesHere(test, scope));
    if (open.length === 0) return true;
    return (
      groupsOf(open, scope.arrays)?.every(([group, elements]) =>
        elements.some((element) => hold(group, element)),
      ) ?? false
    );
  }

  const possible = new Map<FieldTest, boolean>();

  /** Whether the test holds anywhere in the event: if not, no alternative that has it can. */
  function isPossible(test: FieldTest): boolean {
    const before = possible.get(test);
    if (before !== undefined) return before;
    const values = event.all.get(test.path);
    const passes =
      values === undefined
        ? test.orAbsent
        : test.values.some((value) => values.includes(value)) ||
          (test.anyOf.length > 0 &&
            values.some((value) => test.anyOf.some((comparison) => comparison(value))));
    possible.set(test, passes);
    return passes;
  }

  return (alternatives) =>
    alternatives.some((tests) => {
      if (alternatives.length > 1 && !tests.every(isPossible)) return false;
      return hold(
        tests.filter((test) => !test.orAbsent || event.all.has(test.path)),
        event,
      );
    });
}

/**
 * The tests by the arrays whose elements they are about; arrays that share a path, as where one name is written in two
 * ways, count as one. Undefined where a test is about none.
 */
function groupsOf(
  tests: readonly FieldTest[],
  arrays: readonly ArrayScope[],
): readonly (readonly [FieldTest[], readonly Scope[]])[] | undefined {
  const groups: { tests: FieldTest[]; arrays: Set<ArrayScope> }[] = [];
  for (const test of tests) {
    const about = new Set(arrays.filter(({ paths }) => paths.has(test.path)));
    if (about.size === 0) return undefined;
    const shared = groups.filter((group) => [...about].some((array) => group.arrays.has(array)));
    const joined = {
      tests: [...shared.flatMap((group) => group.tests), test],
      arrays: new Set([...shared.flatMap((group) => [...group.arrays]), ...about]),
    };
    for (const group of shared) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups.map((group) => [group.tests, [...group.arrays].flatMap(({ elements }) => elements)]);
}
