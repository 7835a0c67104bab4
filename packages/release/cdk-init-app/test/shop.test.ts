import { CallbackRelay, RelayStack } from '@callback-relay/infra';
import { Template } from 'aws-cdk-lib/assertions';
import * as cdk from 'aws-cdk-lib/core';
import { worker } from '../lib/payments.lambda';
import { ShopStack } from '../lib/shop-stack';

test('the state machine may be answered by the relay', () => {
  const app = new cdk.App();
  const { relay } = new RelayStack(app, 'RelayStack', { stage: 'dev' });
  const shop = Template.fromStack(new ShopStack(app, 'ShopStack'));

  expect(relay).toBeInstanceOf(CallbackRelay);
  shop.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
  shop.hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ 'Fn::Join': ['', ['callback-relay-dev-relay-', { Ref: 'AWS::Region' }]] }],
  });
});

test('a worker can be imported', () => {
  expect(worker.name).toBe('payments');
});
