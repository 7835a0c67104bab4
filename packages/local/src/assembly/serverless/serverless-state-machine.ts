import type { TemplateResource } from '../template-resource.ts';
import { conditional } from './conditional.ts';
import { machineEvents } from './machine-events.ts';
import { parseServerless, serverlessMachineProperties } from './serverless-properties.ts';
import { serverlessRole } from './serverless-role.ts';
import { tagsOf } from './tags.ts';

/** A state machine, and its role where it has none of its own. */
export function serverlessStateMachine(
  id: string,
  { Type: _, Properties = {}, ...attributes }: TemplateResource,
  readDefinition: (path: string) => object,
): (readonly [string, TemplateResource])[] {
  const {
    Definition,
    DefinitionUri,
    Name,
    Role,
    Policies,
    Type,
    Events = {},
    ...others
  } = parseServerless(serverlessMachineProperties, id, Properties);
  const { Logging, Tracing, Tags, PermissionsBoundary, RolePath, AssumeRolePolicyDocument, ...rest } = others;
  if (Definition === undefined && typeof DefinitionUri !== 'string')
    throw new Error(
      `${id}: a state machine has Definition, or DefinitionUri with a path beside the template`,
    );
  const role = `${id}Role`;
  return [
    [
      id,
      {
        ...attributes,
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          ...rest,
          ...tagsOf(Tags),
          ...(Logging !== undefined && { LoggingConfiguration: Logging }),
          ...(Tracing !== undefined && { TracingConfiguration: Tracing }),
          Definition: Definition ?? readDefinition(String(DefinitionUri)),
          RoleArn: Role ?? { 'Fn::GetAtt': [role, 'Arn'] },
          ...(Name !== undefined && { StateMachineName: Name }),
          ...(Type !== undefined && { StateMachineType: Type }),
        },
      },
    ],
    ...[
      ...(Role === undefined
        ? [
            serverlessRole(role, {
              ...{ id, service: 'states.amazonaws.com', policies: Policies },
              properties: { PermissionsBoundary, Path: RolePath, AssumeRolePolicyDocument },
            }),
          ]
        : []),
      ...machineEvents(id, Events),
    ].map(([made, resource]) => [made, conditional(resource, attributes)] as const),
  ];
}
