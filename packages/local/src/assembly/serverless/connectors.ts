import { errorMessage } from '../../foundation/error-message.ts';
import { isObject } from '../../foundation/is-object.ts';
import type { TemplateResource } from '../template-resource.ts';
import { conditional } from './conditional.ts';
import { type ConnectorEnd, connectorEnd, resourceOf } from './connector-end.ts';
import { connectorProfiles, type Profile } from './connector-profiles.ts';
import type { Members, Resources } from './made.ts';

type Written = Readonly<Record<string, TemplateResource>>;

/**
 * The template's resources with what their connectors permit, and without the connectors: resources of the type
 * AWS::Serverless::Connector, and those within the `Connectors` of a resource, which is their source.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 */
export function withConnectors(resources: Written): Written {
  const made: Resources = [];
  const others: Resources = [];
  for (const [id, resource] of Object.entries(resources)) {
    const { Connectors = {}, ...rest } = resource;
    const own = Object.entries(Object(Connectors)).map(([name, connector]) => {
      const properties = isObject(connector) && isObject(connector.Properties) ? connector.Properties : {};
      return [`${id}${name}`, { ...properties, Source: { Id: id } }] as const;
    });
    const isOne = resource.Type === 'AWS::Serverless::Connector';
    const all = isOne ? [[id, resource.Properties ?? {}] as const] : own;
    if (!isOne) others.push([id, rest]);
    for (const [name, properties] of all)
      made.push(
        ...permitted(name, properties, resources).map(
          ([each, policy]) => [each, conditional(policy, resource)] as const,
        ),
      );
  }
  return Object.fromEntries([...others, ...made]);
}

function permitted(id: string, { Source, Destination, Permissions }: Members, resources: Written): Resources {
  const destinations = [Destination].flat();
  const wanted = [Permissions].flat().map(String);
  try {
    return destinations.flatMap((destination, index) =>
      permission(
        Array.isArray(Destination) ? `${id}Destination${index}` : id,
        connectorEnd(Source, resources),
        connectorEnd(destination, resources),
        wanted,
      ),
    );
  } catch (error) {
    throw new Error(`the connector ${id}: ${errorMessage(error)}`);
  }
}

function permission(
  id: string,
  source: ConnectorEnd,
  destination: ConnectorEnd,
  wanted: readonly string[],
): Resources {
  const profile = connectorProfiles[source.type]?.[destination.type];
  if (profile === undefined)
    throw new Error(
      `from ${source.type} to ${destination.type} is not supported by the local runtime: give the permissions in Policies`,
    );
  const allowed = profile.kind === 'role' ? Object.keys(profile) : ['Write'];
  const unknown = wanted.find((access) => !['Read', 'Write'].includes(access) || !allowed.includes(access));
  if (unknown !== undefined)
    throw new Error(`${unknown} is not a permission from ${source.type} to ${destination.type}`);
  return profile.kind === 'role'
    ? [rolePolicy(id, source, destination, profile, wanted)]
    : [ownPolicy(id, source, destination, profile)];
}

function rolePolicy(
  id: string,
  source: ConnectorEnd,
  destination: ConnectorEnd,
  profile: Extract<Profile, { kind: 'role' }>,
  wanted: readonly string[],
): Resources[number] {
  const [holder, about] = profile.of === 'source' ? [source, destination] : [destination, source];
  if (holder.role === undefined)
    throw new Error(
      `the role of its ${profile.of} is not known: give its RoleName, or the role by Fn::GetAtt`,
    );
  const grants = (['Read', 'Write'] as const).flatMap((access) =>
    wanted.includes(access) ? (profile[access] ?? []) : [],
  );
  const Statement = grants.map(([Action, forms]) => ({
    ...{ Effect: 'Allow', Action },
    Resource: forms.map((form) => resourceOf(form, about)),
  }));
  const Properties = { PolicyDocument: { Version: '2012-10-17', Statement }, Roles: [holder.role] };
  return [`${id}Policy`, { Type: 'AWS::IAM::ManagedPolicy', Properties }];
}

function ownPolicy(
  id: string,
  source: ConnectorEnd,
  destination: ConnectorEnd,
  { kind, service }: Extract<Profile, { service: string }>,
): Resources[number] {
  if (kind === 'function') {
    const Properties = {
      ...{ Action: 'lambda:InvokeFunction', FunctionName: destination.arn },
      ...{ Principal: service, SourceArn: source.arn },
    };
    return [`${id}WriteLambdaPermission`, { Type: 'AWS::Lambda::Permission', Properties }];
  }
  const Statement = {
    ...{ Effect: 'Allow', Principal: { Service: service }, Resource: destination.arn },
    Action: kind === 'queue' ? 'sqs:SendMessage' : 'sns:Publish',
    Condition: { ArnEquals: { 'aws:SourceArn': source.arn } },
  };
  const PolicyDocument = { Version: '2012-10-17', Statement: [Statement] };
  return kind === 'queue'
    ? [
        `${id}QueuePolicy`,
        { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument, Queues: [destination.ref] } },
      ]
    : [
        `${id}TopicPolicy`,
        { Type: 'AWS::SNS::TopicPolicy', Properties: { PolicyDocument, Topics: [destination.ref] } },
      ];
}
