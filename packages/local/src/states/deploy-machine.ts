import { AwsError } from '../foundation/aws-error.ts';
import { type Deployment, type Properties, type Resource, text } from '../foundation/resource-type.ts';

export async function deployMachine(resource: Resource, { call }: Deployment): Promise<void> {
  const { name, arn, properties } = resource;
  const machine = { definition: definitionOf(properties), roleArn: text(resource, 'RoleArn') };
  const type = text(resource, 'StateMachineType');
  try {
    await call('states', 'CreateStateMachine', { name, ...machine, ...(type && { type }) });
  } catch (error) {
    // It stands in the data folder, as it was in an earlier version of the app.
    if (!(error instanceof AwsError) || error.code !== 'StateMachineAlreadyExists') throw error;
    await call('states', 'UpdateStateMachine', { stateMachineArn: arn, ...machine });
  }
}

function definitionOf(properties: Properties): string {
  const { Definition, DefinitionString, DefinitionSubstitutions = {} } = properties;
  const text = DefinitionString === undefined ? JSON.stringify(Definition) : String(DefinitionString);
  return Object.entries(DefinitionSubstitutions as Record<string, unknown>).reduce(
    (definition, [key, value]) => definition.replaceAll(`\${${key}}`, String(value)),
    text,
  );
}
