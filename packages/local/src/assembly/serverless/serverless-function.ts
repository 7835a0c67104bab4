import type { TemplateResource } from '../template-resource.ts';
import { type ServerlessPolicies, serverlessRole } from './serverless-role.ts';

interface FunctionProperties {
  readonly CodeUri?: unknown;
  readonly InlineCode?: string;
  readonly Role?: unknown;
  readonly Policies?: ServerlessPolicies;
  readonly Events?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: SqsEventProperties }>
  >;
  readonly Tracing?: string;
  readonly [property: string]: unknown;
}

interface SqsEventProperties {
  readonly Queue?: unknown;
  readonly [property: string]: unknown;
}

const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const queueExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole';

/** A function, its role where it has none of its own, and an event source mapping for each of its queues. */
export function serverlessFunction(
  id: string,
  { Type: _, Properties = {}, ...attributes }: TemplateResource,
): (readonly [string, TemplateResource])[] {
  const {
    CodeUri,
    InlineCode,
    Role,
    Policies,
    Events = {},
    Tracing,
    ...rest
  } = Properties as FunctionProperties;
  const others = Object.entries(Events).filter(([, { Type }]) => Type !== 'SQS');
  for (const [name, { Type }] of others) {
    throw new Error(`${id}: the event ${name} of type ${Type} is not supported by the local runtime: SQS is`);
  }
  const role = `${id}Role`;
  const managed = [basicExecution, ...(Object.keys(Events).length > 0 ? [queueExecution] : [])];
  return [
    [
      id,
      {
        ...attributes,
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...rest,
          Code: InlineCode === undefined ? codeOf(id, CodeUri) : { ZipFile: InlineCode },
          Role: Role ?? { 'Fn::GetAtt': [role, 'Arn'] },
          ...(Tracing !== undefined && { TracingConfig: { Mode: Tracing } }),
        },
      },
    ],
    ...(Role === undefined
      ? [serverlessRole(role, { id, service: 'lambda.amazonaws.com', managed, policies: Policies })]
      : []),
    ...Object.entries(Events).map(([name, { Properties: { Queue, ...mapping } = {} }]) => {
      const EventSourceArn = Queue;
      const properties = { ...mapping, EventSourceArn, FunctionName: { Ref: id } };
      return [`${id}${name}`, { Type: 'AWS::Lambda::EventSourceMapping', Properties: properties }] as const;
    }),
  ];
}

/** A path beside the template, or a place in a bucket. */
function codeOf(id: string, uri: unknown): unknown {
  if (typeof uri === 'string') return uri;
  if (typeof uri !== 'object' || uri === null) throw new Error(`${id}: a function has CodeUri or InlineCode`);
  const { Bucket, Key, Version } = uri as Record<string, unknown>;
  return { S3Bucket: Bucket, S3Key: Key, ...(Version !== undefined && { S3ObjectVersion: Version }) };
}
