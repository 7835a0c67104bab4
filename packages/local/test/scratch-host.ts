import { startLocal } from '../src/index.ts';
import { functionResources, trust, writeApp } from './app.ts';
import { queue, table } from './runtime.ts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
const app = writeApp({
  Jobs: queue('jobs', { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 } }), Dead: queue('dead'), Fifo: queue('jobs.fifo', { FifoQueue: true }),
  Notes: table('notes', { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
  News: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
  ...functionResources('Echo', { actions: ['sqs:*'] }),
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
  Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'rule', EventBusName: { Ref: 'Bus' }, EventPattern: { source: ['test'] } } },
  SchedRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'sched', AssumeRolePolicyDocument: trust('scheduler'), Policies: [{ PolicyName: 'x', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: '*' }] } }] } },
  StatesRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'statesrole', AssumeRolePolicyDocument: trust('states'), Policies: [{ PolicyName: 'x', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'lambda:InvokeFunction'], Resource: '*' }] } }] } },
  Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'm', RoleArn: { 'Fn::GetAtt': ['StatesRole', 'Arn'] }, Definition: { StartAt: 'A', States: { A: { Type: 'Pass', Result: 'done', End: true } } } } },
});
const clock = process.argv[3] === 'stopped' ? 'stopped' : 'flowing';
const local = await startLocal({ app: app.directory, port: Number(process.argv[2] ?? 0), clock, ...(process.argv[4] && { dataDir: process.argv[4] }) });
const h = monitorEventLoopDelay({ resolution: 5 }); h.enable();
let last = performance.now(); 
process.stdout.write(`ENDPOINT ${local.endpoint}\n`);
process.on('SIGUSR2', () => { process.stdout.write(`DELAY max ${(h.max / 1e6).toFixed(1)} p99.9 ${(h.percentile(99.9) / 1e6).toFixed(1)} rss ${Math.round(process.memoryUsage().rss / 1e6)}\n`); h.reset(); });
process.on('SIGTERM', () => void local.stop().then(() => { app.remove(); process.exit(0); }));
