import { createRequire } from 'node:module';
import { AwsError } from '../../aws-error.ts';
import { isObject } from '../json.ts';
import { limits } from '../limits.ts';
import { findFaults } from './faults.ts';
import type { Machine } from './state.ts';

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`);

/** Loaded with the first definition: it costs more than the rest of the runtime together. */
const loadValidator = () => createRequire(import.meta.url)('asl-validator') as typeof import('asl-validator');

/** Texts that were found valid: the validator takes 100 ms and more for each, and a test boots the same app often. */
const known = new Set<string>();

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${(error as Error).message}`);
  }
};

/** Refuses a definition that breaks the language, or asks for what is not hosted; throws InvalidDefinition. */
export const checkDefinition = (text: string): void => {
  if (known.has(text)) return;
  if (text.length > limits.definitionLength) throw invalid(`more than ${limits.definitionLength} characters`);
  const definition = readJson(text);
  if (!isObject(definition)) throw invalid('SCHEMA_VALIDATION_FAILED: The definition must be an object at /');
  const missing = ['StartAt', 'States'].filter((name) => definition[name] === undefined);
  if (missing.length > 0)
    throw invalid(`SCHEMA_VALIDATION_FAILED: These fields are required: [${missing.join(', ')}] at /`);
  // The validator writes into what it is given.
  const result = loadValidator()(structuredClone(definition));
  if (!result.isValid) throw invalid(result.errorsText('; '));
  const faults = findFaults(definition as unknown as Machine);
  if (faults.length > 0) throw invalid(`SCHEMA_VALIDATION_FAILED: ${faults.join('; ')}`);
  known.add(text);
};
