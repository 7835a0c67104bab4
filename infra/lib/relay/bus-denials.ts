import {
  cancelledEventType,
  progressEventType,
  relaySource,
  verdictEventType,
} from '@callback-relay/contract';
import type { RelayNames } from '@callback-relay/contract/names';
import { Lazy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { operatorSource } from './operator.ts';

// A denial lets no principal in: the bus's own account stays in by its own policies, others stay out.

/** Denies what does not come over TLS. */
export function tlsDenial(eventBusArn: string): PolicyStatement {
  return denial('TlsOnly', eventBusArn, { Bool: { 'aws:SecureTransport': 'false' } });
}

/**
 * Only the relay speaks for the relay, and only requesters open callbacks, which are known by the
 * names of their roles. Any other principal with a right to publish could have workers drop their requests.
 */
export function ownSourceDenials(
  scope: IConstruct,
  eventBusArn: string,
  names: RelayNames,
): PolicyStatement[] {
  const { partition, account, region } = Stack.of(scope);
  const role = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const relay = role(names.relayRole(region));
  return [
    denial('RelayAndRequestersAlone', eventBusArn, {
      StringEquals: { 'events:source': relaySource },
      ArnNotLike: { 'aws:PrincipalArn': [relay, role(names.requesterRole('*', region))] },
    }),
    denial('RelayAlone', eventBusArn, {
      StringEquals: {
        'events:source': relaySource,
        'events:detail-type': [verdictEventType, cancelledEventType, progressEventType],
      },
      ArnNotLike: { 'aws:PrincipalArn': relay },
    }),
  ];
}

/** Only the roles that were granted it answer as the operator, read when the template is written. */
export function operatorDenial(eventBusArn: string, roleArns: readonly string[]): PolicyStatement {
  return denial('OperatorsAlone', eventBusArn, {
    StringEquals: { 'events:source': operatorSource },
    ArnNotLike: Lazy.any({
      produce: () => (roleArns.length === 0 ? undefined : { 'aws:PrincipalArn': [...roleArns] }),
    }),
  });
}

function denial(sid: string, eventBusArn: string, conditions: Record<string, unknown>): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['events:PutEvents'],
    resources: [eventBusArn],
    conditions,
  });
}
