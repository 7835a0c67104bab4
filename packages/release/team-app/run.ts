import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { startLocal } from '@callback-relay/local';

const local = await startLocal({ app: 'cdk.out' });
const stepFunctions = new SFNClient(local.clientConfig);
const stateMachineArn = local.resources.find(({ name }) => name === 'orders')?.arn;

const input = process.argv[2] ?? '{"orderId": "4711", "cents": 1995}';
const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));

const describe = new DescribeExecutionCommand({ executionArn });
let execution = await stepFunctions.send(describe);
while (execution.status === 'RUNNING') {
  await new Promise((resolve) => setTimeout(resolve, 50));
  execution = await stepFunctions.send(describe);
}
const { status, output, error, cause } = execution;
process.stdout.write(`${JSON.stringify({ status, output, error, cause })}\n`);
await local.stop();
