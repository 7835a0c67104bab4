import type { Local, Resource } from '@callback-relay/local';

/** What stands at the endpoint, for people. */
/** `input`: JSON text for an execution of the app's first state machine. */
export function greeting(local: Local, input: string, chaos?: number): string {
  const command = startCommand(local, input);
  return `
Open ${local.endpoint}/ to see and answer what waits. AWS's services are at the same endpoint:

${exportLines(local).join('\n')}

${local.resources.filter(isShown).map(resourceLine).join('\n')}
${ignoredBlock(local)}${droppedBlock(local)}${command === undefined ? '' : `\nStart an execution:\n\n  ${command}\n`}
${chaos === undefined ? '' : `Chaos is on: --chaos ${chaos} does the same to the same calls again.\n`}Ctrl-C stops it.
`;
}

/** The same for programs. */
export function greetingObject(local: Local, input: string, chaos?: number): object {
  const { endpoint, environment, resources, outputs } = local;
  const command = startCommand(local, input);
  return {
    kind: 'started',
    endpoint,
    page: `${endpoint}/`,
    environment,
    resources: resources.filter(isShown).map(({ type, name, arn, ref }) => ({ type, name, arn, ref })),
    outputs,
    ignored: local.ignored,
    dropped: local.dropped,
    ...(chaos !== undefined && { chaos }),
    ...(command !== undefined && { startCommand: command }),
  };
}

/** Every resource that does not run, type by type, in one block. */
function ignoredBlock({ ignored }: Local): string {
  if (ignored.length === 0) return '';
  const byReason = Map.groupBy(ignored, ({ type, why }) => `${type}  ${why}`);
  const lines = [...byReason].map(([what, { length }]) => `  ${String(length).padStart(3)} ${what}`);
  return `\nDoes not run:\n\n${lines.join('\n')}\n`;
}

/** What calls of an earlier run made, and the app has no place for any more. */
function droppedBlock({ dropped }: Local): string {
  if (dropped.length === 0) return '';
  const lines = dropped.map(({ service, operation, reason }) => `  ${service}:${operation}  ${reason}`);
  return `\nMade by calls earlier, and no longer possible:\n\n${lines.join('\n')}\n`;
}

function exportLines({ environment }: Local): string[] {
  return Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
}

/** The types that a person calls by name. */
const shown: Readonly<Record<string, string>> = {
  'AWS::StepFunctions::StateMachine': 'state machine',
  'AWS::SQS::Queue': 'queue',
  'AWS::Events::EventBus': 'event bus',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Lambda::Function': 'function',
};

export function isShown({ type }: Resource): boolean {
  return Object.hasOwn(shown, type);
}

function resourceLine({ type, name, arn, ref }: Resource): string {
  const address = type === 'AWS::SQS::Queue' ? ref : arn;
  return `${(shown[type] ?? '').padEnd(14)} ${name}\n${' '.repeat(15)}${address}`;
}

function startCommand({ resources, environment }: Local, input: string): string | undefined {
  const machine = resources.find(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  if (machine === undefined) return undefined;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return `${variables.join(' ')} aws stepfunctions start-execution --state-machine-arn ${machine.arn} --input '${input}'`;
}
