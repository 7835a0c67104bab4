// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables
import { expect, test } from 'vitest';
import type { PolicyStatement } from '../foundation/resources/policy-document.ts';
import { compilePolicy } from './statement.ts';
import { vocabularyOf } from './vocabulary.ts';

const vocabulary = vocabularyOf([{ iamPrefix: 'sqs', conditionKeys: [] }]);

function load(statement: PolicyStatement) {
  return () =>
    compilePolicy(
      { name: 'KeyAccess', document: { Version: '2012-10-17', Statement: statement } },
      vocabulary,
    );
}

test('a statement about a service that is not supported by the local runtime loads, whatever its conditions', () => {
  const condition = {
    StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com', 'kms:EncryptionContext:q': 'x' },
  };
  expect(
    load({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: condition,
    }),
  ).not.toThrow();
  expect(load({ Effect: 'Allow', Action: 'xray:PutTraceSegments', Resource: '*' })).not.toThrow();
});

test.each(['sqs:SendMessage', '*', '?qs:SendMessage', 's*:*'])(
  'an unknown condition key is refused where %s may be asked',
  (action) => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    expect(
      load({ Sid: 'Org', Effect: 'Allow', Action: ['kms:Decrypt', action], Resource: '*', Condition }),
    ).toThrow(
      "Policy KeyAccess, statement Org: condition key aws:PrincipalOrgID (under StringEquals) can't be evaluated locally",
    );
  },
);

test.each([
  [{ Effect: 'Permit', Action: 'sqs:*', Resource: '*' }, 'effect Permit'],
  [{ Effect: 'Allow', Resource: '*' }, 'needs either Action or NotAction'],
  [{ Effect: 'Allow', Action: 'sqs:*' }, 'needs either Resource or NotResource'],
  [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:orders' }, 'is neither an ARN nor *'],
  [{ Effect: 'Allow', NotPrincipal: '*', Action: 'sqs:*', Resource: '*' }, 'NotPrincipal'],
  [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/*' },
      Action: 'sqs:*',
      Resource: '*',
    },
    'takes no wildcard',
  ],
  [
    { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:${aws:SourceIp}' },
    "policy variable ${aws:SourceIp} can't be evaluated locally",
  ],
  [{ Effect: 'Allow', Action: 'iam:Pass*', Resource: 'role' }, 'is neither an ARN nor *'],
] as [PolicyStatement, string][])('%j is refused: %s', (statement, problem) => {
  expect(load(statement)).toThrow(problem);
});
