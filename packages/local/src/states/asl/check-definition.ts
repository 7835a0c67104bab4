import { AwsError } from '../../foundation/aws-error.ts';
import { isObject } from '../json.ts';
import { jsonFault } from '../json-fault.ts';
import { limits } from '../limits.ts';
import { findFaults } from './faults.ts';
import { languageFaults } from './language-check.ts';
import type { Machine } from './state.ts';
import { validatorForm } from './validator-form.ts';
import { shadowedVariables } from './variables.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);

/** Texts that were found valid: tests boot the same app often. */
const known = new Set<string>();

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${jsonFault(text)}`);
  }
};

/** Refuses a definition that breaks the language, or asks for what is not supported; throws InvalidDefinition. */
export const checkDefinition = (text: string, type: MachineType = 'STANDARD'): void => {
  const key = `${type} ${text}`;
  if (known.has(key)) return;
  if (text.length > limits.definitionLength) throw invalid(`more than ${limits.definitionLength} characters`);
  const definition = readJson(text);
  if (!isObject(definition)) throw invalid('SCHEMA_VALIDATION_FAILED: The definition must be an object at /');
  const missing = ['StartAt', 'States'].filter((name) => definition[name] === undefined);
  if (missing.length > 0)
    throw invalid(`SCHEMA_VALIDATION_FAILED: These fields are required: [${missing.join(', ')}] at /`);
  const broken = languageFaults(validatorForm(definition));
  if (broken !== undefined) throw invalid(broken);
  const machine = definition as unknown as Machine;
  const shadowed = shadowedVariables(machine).map(
    (name) => `the variable '${name}' is assigned in an outer scope too`,
  );
  const faults = [...findFaults(machine), ...shadowed];
  if (faults.length > 0) throw invalid(`SCHEMA_VALIDATION_FAILED: ${faults.join('; ')}`);
  known.add(key);
};
