import { isObject } from '../../foundation/is-object.ts';
import type { TemplateResource } from '../template-resource.ts';
import { parseServerless, serverlessFunctionProperties } from './serverless-properties.ts';
import { serverlessRole } from './serverless-role.ts';

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
  } = parseServerless(serverlessFunctionProperties, id, Properties);
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
  if (!isObject(uri)) throw new Error(`${id}: a function has CodeUri or InlineCode`);
  const { Bucket, Key, Version } = uri;
  return { S3Bucket: Bucket, S3Key: Key, ...(Version !== undefined && { S3ObjectVersion: Version }) };
}
