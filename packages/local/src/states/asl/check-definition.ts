import { AwsError } from '../../foundation/aws-error.ts';
import type { Steps } from '../../foundation/steps.ts';
import { type Json, parseJson } from '../json.ts';
import { jsonFaultIn } from '../json-fault.ts';
import { jsonLocation } from '../json-location.ts';
import { type ParseElsewhere, parseExpressions } from '../jsonata/syntax.ts';
import { limits } from '../limits.ts';
import { type Issue, printIssues, type Report } from './check/issue.ts';
import { checkMachine } from './check/machine-check.ts';
import type { MachineType } from './check/task-check.ts';
import { type Machine, readMachine } from './state.ts';
import { shadowedVariables } from './variables.ts';

export type { MachineType } from './check/task-check.ts';

const single = (code: string, message: string, location: string | null): Report => ({
  issues: [{ code, message, location }],
  unsupported: [],
});

const notJson = (text: string): Report => {
  const { message, read } = jsonFaultIn(text);
  const location = jsonLocation(text, read);
  return single('INVALID_JSON_DESCRIPTION', `${message}\n at ${location}`, location);
};

const read = (text: string): { definition: Json } | { report: Report } => {
  try {
    return { definition: parseJson(text) };
  } catch {
    const report =
      text.trim() === ''
        ? single('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', null)
        : notJson(text);
    return { report };
  }
};

const shadowed = (machine: Machine): Issue[] =>
  shadowedVariables(machine).map(({ name, at }) => ({
    code: 'SCHEMA_VALIDATION_FAILED',
    message: `Variable '${name}' is already assigned in an outer scope`,
    location: at,
  }));

/** Everything that is wrong with the text of a definition. */
export function* examineDefinition(
  text: string,
  type: MachineType,
  parseElsewhere: ParseElsewhere,
): Steps<Report> {
  const found = read(text);
  if ('report' in found) return found.report;
  const { definition } = found;
  yield* parseExpressions(definition, parseElsewhere);
  const report = yield* checkMachine(definition, type);
  if (report.issues.length > 0) return report;
  return { ...report, issues: shadowed(readMachine(text)) };
}

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);

/** Texts that were found valid: tests boot the same app often. */
const known = new Set<string>();

/** Refuses a definition that breaks the language, or asks for what is not supported; throws InvalidDefinition. */
export function* checkDefinition(
  text: string,
  type: MachineType,
  parseElsewhere: ParseElsewhere,
): Steps<void> {
  const key = `${type} ${text}`;
  if (known.has(key)) return;
  if (text.length > limits.definitionLength) throw invalid(`more than ${limits.definitionLength} characters`);
  const { issues, unsupported } = yield* examineDefinition(text, type, parseElsewhere);
  const found = issues.length > 0 ? issues : unsupported;
  if (found.length > 0) throw invalid(printIssues(found));
  known.add(key);
}
