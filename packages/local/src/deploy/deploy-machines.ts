import { AwsError } from '../foundation/aws-error.ts';
import { type Step, text } from './deployment.ts';

export const stateMachines: Step = {
  type: 'AWS::StepFunctions::StateMachine',
  async host(resource, { services, developer }) {
    const { name, arn, properties } = resource;
    const call = (operation: string, input: Record<string, unknown>) =>
      services.router.callService('states', operation, input, developer);
    const machine = { definition: definitionOf(properties), roleArn: text(resource, 'RoleArn') };
    const type = text(resource, 'StateMachineType');
    try {
      await call('CreateStateMachine', { name, ...machine, ...(type && { type }) });
    } catch (error) {
      // It stands in the data folder, as it was in an earlier version of the app.
      if (!(error instanceof AwsError) || error.code !== 'StateMachineAlreadyExists') throw error;
      await call('UpdateStateMachine', { stateMachineArn: arn, ...machine });
    }
  },
};

function definitionOf(properties: Readonly<Record<string, unknown>>): string {
  const { Definition, DefinitionString, DefinitionSubstitutions = {} } = properties;
  const text = DefinitionString === undefined ? JSON.stringify(Definition) : String(DefinitionString);
  return Object.entries(DefinitionSubstitutions as Record<string, unknown>).reduce(
    (definition, [key, value]) => definition.replaceAll(`\${${key}}`, String(value)),
    text,
  );
}
