import type { Template } from './template.ts';
import type { TemplateParameter } from './template-parameter.ts';

/**
 * What is wrong with the values of a stack's parameters, one line each: those that have none, and those that the template does
 * not allow. CloudFormation refuses the stack then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterProblems(
  { stack, Parameters }: Template,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(Parameters).flatMap(([name, parameter]) => {
    const value = given[name] ?? parameter.Default;
    if (value === undefined)
      return [
        `the parameter ${name} of ${stack} has no default: give it a value (--parameter ${name}=VALUE)`,
      ];
    if (parameter.Type.startsWith('AWS::SSM::')) return [];
    const wrong = disallowed(String(value), parameter);
    return wrong === undefined ? [] : [`the parameter ${name} of ${stack} is "${value}", and ${wrong}`];
  });
}

function disallowed(value: string, parameter: TemplateParameter): string | undefined {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = parameter;
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(value))
    return ConstraintDescription ?? `must be one of ${AllowedValues.join(', ')}`;
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
    return ConstraintDescription ?? `must satisfy the pattern ${AllowedPattern}`;
  return undefined;
}
