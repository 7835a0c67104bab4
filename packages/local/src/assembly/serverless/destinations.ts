import { isObject } from '../../foundation/is-object.ts';

type Members = Readonly<Record<string, unknown>>;

/** What SAM lets the function's role do, by its names of destinations. */
const actions: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
  EventBridge: 'events:PutEvents',
};

/** Properties of CloudFormation's, and the statements that the role takes for them. */
export interface WithStatements {
  readonly properties: Members;
  readonly statements: readonly object[];
}

/**
 * `DestinationConfig` as SAM has it: each destination with the type that its permission is by.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokedestinationconfiguration.html
 * @throws Error where SAM would make the destination, which is not supported by the local runtime
 */
export function destinationsOf(id: string, config: unknown): WithStatements {
  if (!isObject(config)) return { properties: {}, statements: [] };
  const outcomes = Object.entries(config).map(([outcome, given]) => {
    const { Type, ...rest }: Members = isObject(given) ? given : {};
    if (Type !== undefined && rest.Destination === undefined)
      throw new Error(
        `${id}: ${outcome} of the type ${String(Type)} wants its Destination: one that SAM makes is not supported by the local runtime`,
      );
    return { outcome, destination: rest, statements: statementsOf(Type, rest.Destination) };
  });
  return {
    properties: {
      DestinationConfig: Object.fromEntries(
        outcomes.map(({ outcome, destination }) => [outcome, destination]),
      ),
    },
    statements: outcomes.flatMap(({ statements }) => statements),
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deadletterqueue.html */
export function deadLettersOf(queue: unknown): WithStatements {
  if (!isObject(queue)) return { properties: {}, statements: [] };
  const { Type, TargetArn }: Members = { ...queue };
  return { properties: { DeadLetterConfig: { TargetArn } }, statements: statementsOf(Type, TargetArn) };
}

function statementsOf(type: unknown, Resource: unknown): object[] {
  const name = String(type);
  return Object.hasOwn(actions, name) ? [{ Effect: 'Allow', Action: actions[name], Resource }] : [];
}
