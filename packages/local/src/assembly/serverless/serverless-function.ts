import type { TemplateResource } from '../template-resource.ts';
import { bucketPlace } from './bucket-place.ts';
import { conditional } from './conditional.ts';
import { deadLettersOf } from './destinations.ts';
import { functionUrl, invokeConfig } from './invocation.ts';
import { publishedAlias } from './published-alias.ts';
import { type ServerlessEventType, serverlessEventTypes } from './serverless-events.ts';
import { parseServerless, serverlessFunctionProperties } from './serverless-properties.ts';
import { serverlessRole } from './serverless-role.ts';
import { tagsOf } from './tags.ts';
import { unsupportedEvent } from './unsupported-event.ts';

const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/** A function, its role where it has none of its own, and what each of its events becomes. */
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
    Tags,
    DeadLetterQueue,
    EventInvokeConfig,
    FunctionUrlConfig,
    PermissionsBoundary,
    RolePath,
    AssumeRolePolicyDocument,
    AutoPublishAlias,
    PropagateTags: _propagated,
    VersionDescription: _described,
    ...rest
  } = parseServerless(serverlessFunctionProperties, id, Properties);
  const events = Object.entries(Events).map(([name, { Type, Properties: properties = {} }]) => ({
    ...typeOfEvent(Type),
    event: { functionId: id, name, properties },
  }));
  const role = `${id}Role`;
  const deadLetters = deadLettersOf(DeadLetterQueue);
  const config = invokeConfig(id, EventInvokeConfig);
  const statements = [
    ...deadLetters.statements,
    ...config.statements,
    ...events.flatMap(({ statements: ofEvent, event }) => ofEvent?.(event) ?? []),
  ];
  const managed = [...new Set([basicExecution, ...events.flatMap((event) => event.managed ?? [])])];
  return [
    [
      id,
      {
        ...attributes,
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...rest,
          ...tagsOf(Tags),
          ...deadLetters.properties,
          Code: InlineCode === undefined ? codeOf(id, CodeUri) : { ZipFile: InlineCode },
          Role: Role ?? { 'Fn::GetAtt': [role, 'Arn'] },
          ...(Tracing !== undefined && { TracingConfig: { Mode: Tracing } }),
        },
      },
    ],
    ...[
      ...(Role === undefined
        ? [
            serverlessRole(role, {
              ...{ id, service: 'lambda.amazonaws.com', managed, policies: Policies, statements },
              properties: { PermissionsBoundary, Path: RolePath, AssumeRolePolicyDocument },
            }),
          ]
        : []),
      ...events.flatMap(({ resources, event }) => resources(event)),
      ...config.resources,
      ...functionUrl(id, FunctionUrlConfig),
      ...publishedAlias(id, AutoPublishAlias),
    ].map(([made, resource]) => [made, conditional(resource, attributes)] as const),
  ];
}

function typeOfEvent(type: string): ServerlessEventType {
  const known = Object.hasOwn(serverlessEventTypes, type) ? serverlessEventTypes[type] : undefined;
  return (
    known ?? {
      resources: ({ functionId, name, properties }) =>
        unsupportedEvent('Function', `${functionId}${name}`, type, properties),
    }
  );
}

/** A path beside the template, or a place in a bucket. */
function codeOf(id: string, uri: unknown): unknown {
  if (typeof uri === 'string') return uri;
  const place = bucketPlace(uri);
  if (place === undefined) throw new Error(`${id}: a function has CodeUri or InlineCode`);
  return place;
}
