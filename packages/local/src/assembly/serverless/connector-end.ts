import { isObject } from '../../foundation/is-object.ts';
import type { TemplateResource } from '../template-resource.ts';
import type { ResourceForm } from './connector-profiles.ts';
import { arnOf, type Members } from './made.ts';

/** The source or the destination of a connector. */
export interface ConnectorEnd {
  /** As CloudFormation has it. */
  readonly type: string;
  readonly arn: unknown;
  /** What names it in a list of queues, topics or functions. */
  readonly ref: unknown;
  readonly name: unknown;
  /** The name of its role. */
  readonly role: unknown;
}

const types: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
};

/** Their `Ref` is the ARN. */
const refIsArn: ReadonlySet<string> = new Set(['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);

/**
 * What a reference names: by `Id` a resource of the template, else by its type and ARN.
 * @throws Error where no such resource is there
 */
export function connectorEnd(
  reference: unknown,
  resources: Readonly<Record<string, TemplateResource>>,
): ConnectorEnd {
  if (!isObject(reference)) throw new Error('it has a Source and a Destination, as { Id: LogicalId }');
  const { Id: id, Type, Arn, Name, QueueUrl, RoleName } = reference;
  if (typeof id !== 'string')
    return { type: typeOf(String(Type)), arn: Arn, ref: QueueUrl ?? Arn, name: Name, role: RoleName };
  const found = resources[id];
  if (found === undefined) throw new Error(`the template has no resource ${id}`);
  const type = typeOf(found.Type);
  return {
    type,
    arn: refIsArn.has(type) ? { Ref: id } : arnOf(id),
    ref: { Ref: id },
    name: { 'Fn::GetAtt': [id, 'Name'] },
    role: roleName(found) ?? (found.Type.startsWith('AWS::Serverless::') ? { Ref: `${id}Role` } : undefined),
  };
}

function typeOf(type: string): string {
  return types[type] ?? type;
}

/** A role is known by the ARN of a resource: `Fn::GetAtt: [Role, Arn]`. */
function roleName({ Properties = {} }: TemplateResource): unknown {
  const [target] = [Properties.Targets].flat();
  const inTarget = isObject(target) ? target.RoleArn : undefined;
  const role: unknown = Properties.Role ?? Properties.RoleArn ?? inTarget;
  if (!isObject(role)) return undefined;
  const given = role['Fn::GetAtt'];
  const [id] = Array.isArray(given) ? given : String(given ?? '').split('.');
  return id === '' ? undefined : { Ref: id };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the values in.
const place = '${AWS::Region}:${AWS::AccountId}';

/** What a statement is about. */
export function resourceOf(form: ResourceForm, { arn, name }: ConnectorEnd): Members | unknown {
  if (form === 'arn') return arn;
  if (form === 'index' || form === 'stream') return { 'Fn::Sub': [`\${Arn}/${form}/*`, { Arn: arn }] };
  if (form === 'executions')
    return {
      'Fn::Sub': [`arn:\${AWS::Partition}:states:${place}:execution:\${Name}:*`, { Name: name }],
    };
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:events:${place}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
  };
}
