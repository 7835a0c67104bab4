import { isObject } from '../foundation/is-object.ts';

/**
 * CloudFormation takes lists, and values of SSM parameters, of types that it does not document as well:
 * https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/rules/parameters/UnsupportedParameterType.py
 */
const PARAMETER_TYPE = /^(String|Number|CommaDelimitedList|(List<|AWS::).+)$/;

/**
 * What CloudFormation refuses of the parameters of a template, whatever their values.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html has both rules,
 * https://repost.aws/knowledge-center/cloudformation-template-validation the words of the first.
 */
export function parameterFormatProblems(parameters: unknown, resources: unknown): string[] {
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    const type = isObject(parameter) ? String(parameter.Type ?? '') : '';
    return [
      ...(type === '' || PARAMETER_TYPE.test(type)
        ? []
        : [`Unrecognized parameter type: ${type} (of the parameter ${name})`]),
      ...(isObject(resources) && Object.hasOwn(resources, name)
        ? [
            `The logical ID ${name} is both a parameter's and a resource's; it must be unique in the template.`,
          ]
        : []),
    ];
  });
}
