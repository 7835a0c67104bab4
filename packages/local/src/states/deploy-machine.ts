import { readFileSync } from 'node:fs';
import { AwsError } from '../foundation/aws-error.ts';
import { type Deployment, type Resource, text } from '../foundation/resource-type.ts';

export async function deployMachine(resource: Resource, deployment: Deployment): Promise<void> {
  const { name, arn } = resource;
  const { call } = deployment;
  deployment.assertAssumable(text(resource, 'RoleArn') ?? '', 'states.amazonaws.com');
  const machine = { definition: definitionOf(resource), roleArn: text(resource, 'RoleArn') };
  const type = text(resource, 'StateMachineType');
  try {
    await call('states', 'CreateStateMachine', { name, ...machine, ...(type && { type }) });
  } catch (error) {
    // It stands in the data folder, as it was in an earlier version of the app.
    if (!(error instanceof AwsError) || error.code !== 'StateMachineAlreadyExists') throw error;
    await call('states', 'UpdateStateMachine', { stateMachineArn: arn, ...machine });
  }
}

function definitionOf({ properties, assetDirectory }: Resource): string {
  const { Definition, DefinitionString, DefinitionS3Location, DefinitionSubstitutions = {} } = properties;
  const text =
    DefinitionS3Location === undefined
      ? String(DefinitionString ?? JSON.stringify(Definition))
      : definitionFile(assetDirectory);
  return Object.entries(DefinitionSubstitutions as Record<string, unknown>).reduce(
    (definition, [key, value]) => definition.replaceAll(`\${${key}}`, String(value)),
    text,
  );
}

/** @throws Error where the app has no such asset */
function definitionFile(file: string | undefined): string {
  if (file === undefined)
    throw new Error(
      'DefinitionS3Location must name an asset of the app; any other is not supported by the local runtime',
    );
  return readFileSync(file, 'utf8');
}
