import { isObject } from '../foundation/is-object.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const PARAMETER_TYPE =
  /^(String|Number|CommaDelimitedList|List<(String|Number)>|(List<)?AWS::[\w:]+(<.+>)?>?)$/;

/** What CloudFormation refuses of the parameters of a template, whatever their values. */
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
