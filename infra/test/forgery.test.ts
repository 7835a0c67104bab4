import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import { CallbackRelay } from '../lib/index.ts';
import { unbundled } from './templates.ts';

const env = { account: '111111111111', region: 'eu-west-1' };
const other = '222222222222';

/** Who publishes, as the rows of the page call them: the ARN of the principal. */
const principals: Readonly<Record<string, string>> = {
  'the relay': roleArn('callback-relay-prod-relay-eu-west-1'),
  'a requester': roleArn('callback-relay-prod-orders-requester-eu-west-1'),
  'an operator': roleArn('on-call'),
  'any role of the account': roleArn('admin'),
  'an account that was let in as payments': `arn:aws:iam::${other}:role/worker`,
  'any other account': 'arn:aws:iam::333333333333:role/any',
};

function roleArn(name: string): string {
  return `arn:aws:iam::${env.account}:role/${name}`;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: { readonly AWS: string };
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The policy of the bus, with one operator and one account let in; references spelt as AWS would fill them in. */
const statements: readonly Statement[] = (() => {
  const stack = new Stack(new App({ context: unbundled }), 'Test', { env });
  const relay = new CallbackRelay(stack, 'Relay', { stage: 'prod' });
  const operator = new Role(stack, 'OnCall', {
    roleName: 'on-call',
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
  });
  relay.grantOperate(operator);
  relay.grantAnswer(new AccountPrincipal(other), 'payments');
  const [bus] = Object.values(Template.fromStack(stack).findResources('AWS::Events::EventBus'));
  const text = JSON.stringify(bus?.Properties.Policy.Statement, (_, value) => {
    if (value?.['Fn::Join'] !== undefined) {
      return value['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'aws')).join('');
    }
    return value?.['Fn::GetAtt']?.[0].startsWith('OnCall') ? principals['an operator'] : value;
  });
  return JSON.parse(text);
})();

/** What IAM makes of the policy, for a principal whose own policies allow everything. */
function mayPublish(principal: string, source: string, detailType: string): boolean {
  const facts: Readonly<Record<string, string>> = {
    'events:source': source,
    'events:detail-type': detailType,
    'aws:PrincipalArn': principal,
    'aws:SecureTransport': 'true',
  };
  const matching = statements.filter(
    (statement) => concerns(statement, principal) && holds(statement, facts),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return false;
  return principal.includes(`:${env.account}:`) || matching.length > 0;
}

function concerns({ Principal }: Statement, principal: string): boolean {
  return Principal.AWS === '*' || principal.startsWith(Principal.AWS.replace(/root$/, ''));
}

function holds({ Condition }: Statement, facts: Readonly<Record<string, string>>): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const isOne = [wanted].flat().some((each) => isLike(String(each), facts[key] ?? ''));
      if (operator === 'ArnNotLike') return !isOne;
      expect(['StringEquals', 'Bool']).toContain(operator);
      return isOne;
    }),
  );
}

function isLike(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.at(-1) ?? start;
  return rest.length === 0 ? text === pattern : text.startsWith(start) && text.endsWith(end);
}

interface Row {
  readonly who: string;
  readonly source: string;
  readonly detailType: string;
  readonly outcome: string;
}

const rows: readonly Row[] = (() => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const [, table = ''] =
    /\| who \| publishes \| of the source \| the bus \|.*\n\|[-| ]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [who = '', detailType = '', source = '', outcome = ''] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''));
      return { who, detailType, source, outcome };
    });
})();

it('docs/security.md says of each principal what it could forge', () => {
  expect(new Set(rows.map(({ who }) => who))).toEqual(new Set(Object.keys(principals)));
});

it.each(rows)(
  '$who publishes $detailType of $source: the bus $outcome',
  ({ who, source, detailType, outcome }) => {
    expect(['takes it', 'denies it']).toContain(outcome);
    expect(mayPublish(principals[who] ?? '', source, detailType)).toBe(outcome === 'takes it');
  },
);

it('without an operator no principal publishes as one', () => {
  const stack = new Stack(new App({ context: unbundled }), 'Test', { env });
  new CallbackRelay(stack, 'Relay', { stage: 'prod' });
  const [bus] = Object.values(Template.fromStack(stack).findResources('AWS::Events::EventBus'));
  const denial = bus?.Properties.Policy.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === 'OperatorsAlone',
  );
  expect(denial.Condition).toEqual({ StringEquals: { 'events:source': 'callback-relay.operator' } });
});
