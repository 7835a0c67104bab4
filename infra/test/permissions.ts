import type { Template } from 'aws-cdk-lib/assertions';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** One thing that one role may do. References are spelt as names, so that people can read them. */
export interface Permission {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** JSON, or empty. */
  readonly condition: string;
}

const NAME_PROPERTIES = [
  'TableName',
  'QueueName',
  'FunctionName',
  'StateMachineName',
  'LogGroupName',
  'RoleName',
];

/** What the template's policies allow. This reader knows no denials, and refuses one. */
export function permissionsOf(template: Template): Permission[] {
  const name = naming(template);
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
    (Properties.Roles as unknown[]).flatMap((role) =>
      (Properties.PolicyDocument.Statement as Statement[]).flatMap((statement) =>
        permissionsOfStatement(name(role), statement, name),
      ),
    ),
  );
}

function permissionsOfStatement(
  role: string,
  { Effect, Action, Resource, Condition }: Statement,
  name: (value: unknown) => string,
): Permission[] {
  if (Effect !== 'Allow') throw new Error(`${role} has a statement of effect ${Effect}`);
  const condition = Condition === undefined ? '' : JSON.stringify(Condition);
  return [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => ({ role, action, resource: name(resource), condition })),
    );
}

/** Spells a value of the template: a reference as the name of what it leads to, an ARN from its resource on. */
function naming(template: Template): (value: unknown) => string {
  const { Resources } = template.toJSON();
  function name(value: unknown): string {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[intrinsic, inner] = ['', undefined]] = Object.entries(value);
    if (intrinsic === 'Ref') return nameOf(String(inner));
    if (intrinsic === 'Fn::GetAtt') return nameOf(String((inner as unknown[])[0]));
    if (intrinsic === 'Fn::Join') return shortened((inner as [string, unknown[]])[1].map(name).join(''));
    throw new Error(`no name for ${JSON.stringify(value)}`);
  }
  function nameOf(logicalId: string): string {
    const properties = Resources[logicalId]?.Properties ?? {};
    const named = NAME_PROPERTIES.find((each) => each in properties);
    if (named !== undefined) return name(properties[named]);
    if ('Name' in properties) return String(properties.Name);
    const path: string | undefined = Resources[logicalId]?.Metadata?.['aws:cdk:path'];
    return path?.replace(/\/Resource$/, '') ?? `<${logicalId}>`;
  }
  return name;
}

function shortened(text: string): string {
  return text
    .replace(/^arn:<AWS::Partition>:\w+:<AWS::Region>:<AWS::AccountId>:(?:[\w-]+[/:](?=\S))?/, '')
    .replaceAll('<AWS::Region>', 'REGION');
}
