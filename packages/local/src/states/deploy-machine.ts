import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import { checkLogging } from './check-logging.ts';
import type { machineProperties } from './resource-properties.ts';

type Machine = Resource<z.infer<typeof machineProperties>>;

export async function deployMachine(resource: Machine, deployment: Deployment): Promise<void> {
  const { name, arn, properties } = resource;
  const { RoleArn: roleArn, StateMachineType: type } = properties;
  const { call } = deployment;
  checkDefinitions(resource);
  await checkLogging(resource, deployment);
  deployment.assertAssumable(roleArn, 'states.amazonaws.com');
  const machine = { definition: definitionOf(resource), roleArn };
  try {
    await call('states', 'CreateStateMachine', { name, ...machine, ...(type && { type }) });
  } catch (error) {
    // It stands in the data folder, as it was in an earlier version of the app.
    if (!(error instanceof AwsError) || error.code !== 'StateMachineAlreadyExists') throw error;
    await call('states', 'UpdateStateMachine', { stateMachineArn: arn, ...machine });
  }
}

/** @throws Error where the definition is given in none or several of the three ways */
function checkDefinitions({ properties }: Machine): void {
  const ways = ['Definition', 'DefinitionS3Location', 'DefinitionString'];
  const given = ways.filter((way) => properties[way] !== undefined);
  if (given.length !== 1)
    throw new Error(
      `Exactly one of ${ways.join(', ')} must be given, and ${given.join(' and ') || 'none'} is.`,
    );
}

function definitionOf({ properties, assetDirectory }: Machine): string {
  const { Definition, DefinitionString, DefinitionS3Location, DefinitionSubstitutions = {} } = properties;
  const text =
    DefinitionS3Location === undefined
      ? (DefinitionString ?? JSON.stringify(Definition ?? {}))
      : definitionFile(assetDirectory);
  return Object.entries(DefinitionSubstitutions).reduce(
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
