import { ofType, type Step } from './deployment.ts';

const numbers = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];
const documents = ['RedriveAllowPolicy', 'RedrivePolicy'];

export const queues: Step = {
  type: 'AWS::SQS::Queue',
  async host({ name, ref, properties }, { assembly, services, developer }) {
    const attributes: Record<string, string> = {};
    for (const key of numbers) if (properties[key] !== undefined) attributes[key] = String(properties[key]);
    for (const key of documents) if (properties[key] !== undefined) attributes[key] = asJson(properties[key]);
    const policy = policyOf(ref);
    if (policy !== undefined) attributes.Policy = policy;
    await services.router.callService(
      'sqs',
      'CreateQueue',
      { QueueName: name, Attributes: attributes },
      developer,
    );

    /** All queue policies of the app that name the queue, as one. */
    function policyOf(queueUrl: string): string | undefined {
      const naming = ofType(assembly, 'AWS::SQS::QueuePolicy').filter(({ properties: { Queues } }) =>
        (Queues as string[]).includes(queueUrl),
      );
      if (naming.length === 0) return undefined;
      const Statement = naming.flatMap(({ properties: { PolicyDocument } }) => statementsOf(PolicyDocument));
      return JSON.stringify({ Version: '2012-10-17', Statement });
    }
  },
};

export function statementsOf(document: unknown): unknown[] {
  const { Statement = [] } = document as { Statement?: unknown };
  return Array.isArray(Statement) ? Statement : [Statement];
}

function asJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
