import { readFileSync } from 'node:fs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import { CallbackRelay } from '../lib/relay/callback-relay.ts';
import { CallbackWorker } from '../lib/worker/callback-worker.ts';
import { type Permission, permissionsOf } from './permissions.ts';
import { appTemplates, templateOf } from './templates.ts';

const roles: Readonly<Record<string, string>> = {
  'callback-relay-prod-relay-REGION': 'relay',
  'callback-relay-prod-even-odd-requester-REGION': 'requester',
  'CallbackRelay-prod-EvenOddRequester/EvenOdd/Role': 'state machine',
  'CallbackRelay-prod-EvenOddWorker/EvenOdd/WorkerRole': 'worker',
};

const templates = appTemplates('prod');
const permissions = Object.values(templates).flatMap(permissionsOf);

it('docs/security.md says who may do what, and the templates allow that and no more', () => {
  expect(permissions.map(row).sort()).toEqual(documented());
});

it('an action that is added is named', () => {
  const template = templateOf((stack) => {
    const worker = new CallbackWorker(stack, 'Worker', {
      relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
      workerName: 'even-odd',
    });
    const role = new Role(stack, 'Elsewhere', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    worker.grantWork(role);
    role.addToPolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] }));
  });
  const actions = permissionsOf(template).map(({ action }) => action);
  expect(actions.sort()).toEqual([
    'events:PutEvents',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'states:SendTaskSuccess',
  ]);
});

it('no role may do anything by a wildcard action', () => {
  expect(permissions.filter(({ action }) => action.includes('*'))).toEqual([]);
});

it('the worker has no right at Step Functions or DynamoDB', () => {
  const worker = permissions.filter(({ role }) => roles[role] === 'worker');
  expect(worker.length).toBeGreaterThan(0);
  expect(worker.filter(({ action }) => /^(states|dynamodb):/.test(action))).toEqual([]);
});

it('the requester writes callbacks and reads none', () => {
  const actions = permissions
    .filter(({ role, action }) => roles[role] === 'requester' && action.startsWith('dynamodb:'))
    .map(({ action }) => action);
  expect(actions).toEqual(['dynamodb:UpdateItem']);
});

it('the relay answers the state machines that were granted, and no others', () => {
  const machines = permissions
    .filter(({ action }) => action.startsWith('states:'))
    .map(({ role, resource }) => `${roles[role]} at ${resource}`);
  expect(new Set(machines)).toEqual(new Set(['relay at callback-relay-prod-even-odd']));
});

function row({ role, action, resource, condition }: Permission): string {
  return [roles[role] ?? role, action, resource, condition].join(' | ');
}

/** The rows of the table of permissions, code marks taken off. */
function documented(): string[] {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const [, table = ''] = /\| role \| may \| on \| only if \|\n\|[-| ]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [role, actions = '', resource, condition = ''] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''));
      const compact = condition === '' ? '' : JSON.stringify(JSON.parse(condition));
      return actions.split(', ').map((action) => [role, action, resource, compact].join(' | '));
    })
    .sort();
}
