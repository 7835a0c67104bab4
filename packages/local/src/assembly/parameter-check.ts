import { matchesPattern, PatternError } from './allowed-pattern.ts';
import type { Template } from './template.ts';
import type { TemplateParameter } from './template-parameter.ts';

/**
 * What is wrong with the values of a stack's parameters, one line each: those that have none, and those that the template does
 * not allow. CloudFormation refuses the stack then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterProblems(
  { stack, Parameters }: Pick<Template, 'stack' | 'Parameters'>,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(Parameters).flatMap(([name, parameter]) => {
    const value = given[name] ?? parameter.Default;
    if (value === undefined)
      return [
        `the parameter ${name} of ${stack} has no default: give it a value (--parameter ${name}=VALUE)`,
      ];
    if (parameter.Type.startsWith('AWS::SSM::')) return [];
    const wrong = problemOf(String(value), parameter);
    return wrong === undefined ? [] : [`the parameter ${name} of ${stack} is "${value}", and ${wrong}`];
  });
}

function problemOf(value: string, parameter: TemplateParameter): string | undefined {
  try {
    return disallowed(value, parameter);
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

function disallowed(value: string, parameter: TemplateParameter): string | undefined {
  const { Type, ConstraintDescription } = parameter;
  const values = Type === 'CommaDelimitedList' || Type.startsWith('List<') ? value.split(',') : [value];
  for (const each of values.map((one) => (values.length > 1 ? one.trim() : one))) {
    const unreadable = typeProblem(each, Type);
    if (unreadable !== undefined) return unreadable;
    const wrong = boundsProblem(each, parameter) ?? choiceProblem(each, parameter);
    if (wrong !== undefined) return ConstraintDescription ?? wrong;
  }
  return undefined;
}

function typeProblem(value: string, type: string): string | undefined {
  const isNumeric = type === 'Number' || type === 'List<Number>';
  return isNumeric && !NUMBER.test(value) ? `must be a number (its type is ${type})` : undefined;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function boundsProblem(value: string, parameter: TemplateParameter): string | undefined {
  const { MinLength, MaxLength, MinValue, MaxValue } = parameter;
  if (MinLength !== undefined && value.length < Number(MinLength))
    return `must have at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    return `must have at most ${MaxLength} characters`;
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `must not be less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) return `must not be more than ${MaxValue}`;
  return undefined;
}

function choiceProblem(value: string, parameter: TemplateParameter): string | undefined {
  const { AllowedValues, AllowedPattern } = parameter;
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value))
    return `must be one of ${AllowedValues.join(', ')}`;
  if (AllowedPattern !== undefined && !matchesPattern(value, AllowedPattern))
    return `must satisfy the pattern ${AllowedPattern}`;
  return undefined;
}
