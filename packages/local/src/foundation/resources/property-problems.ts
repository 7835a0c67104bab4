import type { z } from 'zod';

/** CloudFormation's names of the kinds that a schema asks for. */
const kinds: Readonly<Record<string, string>> = {
  string: 'String',
  int: 'Integer',
  number: 'Integer',
  boolean: 'Boolean',
  array: 'JSONArray',
  object: 'JSONObject',
  record: 'JSONObject',
};

/**
 * What is wrong with properties, in CloudFormation's words, one after the other.
 * @param issues of a parse that reports its input
 */
export function propertyProblems(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const given = issue.input;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `${pointer(path)}: extraneous key [${key}] is not permitted`);
    if (given === undefined)
      return [`${pointer(path.slice(0, -1))}: required key [${path.at(-1)}] not found`];
    return [`${pointer(path)}: ${problemOf(issue, given)}`];
  });
}

function problemOf(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'invalid_type')
    return `expected type: ${kinds[issue.expected] ?? issue.expected}, found: ${kindOf(given)} ${shown(given)}`;
  if (issue.code === 'invalid_value')
    return `${shown(given)} is not a valid enum value: [${issue.values.map(String).join(', ')}]`;
  if (issue.code === 'too_small' || issue.code === 'too_big') return limitProblem(issue, given);
  if (issue.code === 'invalid_format' && issue.pattern !== undefined)
    return `string [${String(given)}] does not match pattern ${issue.pattern.replace(/^\/|\/[a-z]*$/g, '')}`;
  return `${issue.message}, found: ${kindOf(given)} ${shown(given)}`;
}

function limitProblem(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, given: unknown): string {
  const [rule, most, limit] =
    issue.code === 'too_small'
      ? (['greater', 'minimum', issue.minimum] as const)
      : (['less', 'maximum', issue.maximum] as const);
  if (typeof given === 'number') return `${given} is not ${rule} or equal to ${limit}`;
  if (Array.isArray(given)) return `expected ${most} item count: ${limit}, found: ${given.length}`;
  return `expected ${most.slice(0, 3)}Length: ${limit}, actual: ${String(given).length}`;
}

/** As JSON Pointer, below `#`. */
function pointer(path: readonly string[]): string {
  return ['#', ...path].join('/');
}

function kindOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Double';
  return kinds[typeof value] ?? typeof value;
}

const LONGEST_SHOWN = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return `(${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text})`;
}
