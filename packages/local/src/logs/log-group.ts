import { z } from 'zod';
import { arnOf } from '../foundation/resources/identities.ts';
import { resourceType } from '../foundation/resources/resource-type.ts';
import { integerOf, textOf } from '../foundation/resources/template-values.ts';
import { encrypted, tagged } from '../foundation/resources/without-effect.ts';

const properties = z.looseObject({
  LogGroupName: textOf(
    z
      .string()
      .regex(/^[.\-_/#A-Za-z0-9]+$/)
      .max(512),
  ).exactOptional(),
});

const days = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288],
  3653,
];

const checked = z.object({
  LogGroupClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']).exactOptional(),
  RetentionInDays: integerOf(1)
    .refine((given) => days.includes(given), { error: `${days.join(', ')} are taken` })
    .exactOptional(),
});

/**
 * What state machines may log to. Nothing is written there: the lines of functions are shown as they are printed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
export const logGroup = resourceType({
  properties,
  checked,
  withoutEffect: {
    ...tagged,
    BearerTokenAuthenticationEnabled: 'nothing sends logs by HTTP here',
    DataProtectionPolicy: 'lines are shown as they are printed',
    DeletionProtectionEnabled: 'nothing deletes stacks here',
    FieldIndexPolicies: 'nothing searches logs here',
    KmsKeyId: encrypted,
    LogGroupClass: 'a price',
    ResourcePolicyDocument: 'nothing else writes to log groups here',
    RetentionInDays: 'lines are kept as long as the runtime runs',
  },
  name: { property: 'LogGroupName' },
  identify: (name, environment) => ({
    ref: name,
    attributes: { Arn: `${arnOf('logs', environment, `log-group:${name}`)}:*` },
  }),
});
