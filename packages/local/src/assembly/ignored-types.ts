import { byName } from '../foundation/resources/identities.ts';
import type { ResourceType } from '../foundation/resources/resource-type.ts';

function ignored(why: string, more: Partial<ResourceType> = {}): ResourceType {
  return { properties: [], ignored: why, ...more };
}

const NO_METRICS = 'it watches metrics, which nothing collects here';

/** Types that are ignored on purpose (a name with `*` stands for all that begin so), and why nothing is missed by it. */
export const ignoredTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::CDK::Metadata': ignored("CDK's own statistics"),
  'AWS::CloudWatch::Alarm': ignored(NO_METRICS, {
    name: { property: 'AlarmName' },
    identify: byName('cloudwatch', 'alarm:'),
  }),
  'AWS::CloudWatch::CompositeAlarm': ignored(NO_METRICS),
  'AWS::CloudWatch::Dashboard': ignored('it shows metrics, which nothing collects here'),
  'AWS::KMS::Alias': ignored("a key's name, and keys are ignored"),
  'AWS::KMS::Key': ignored("encryption at rest is the disk's matter", { identify: byName('kms', 'key/') }),
  'AWS::Logs::MetricFilter': ignored('nothing collects metrics here'),
  'AWS::Logs::QueryDefinition': ignored('a saved query of the console'),
  'AWS::Logs::ResourcePolicy': ignored('nothing is written to log groups'),
  'Custom::LogRetention': ignored('nothing keeps logs here'),
  'Custom::CloudwatchLogResourcePolicy*': ignored('nothing is written to log groups'),
  'AWS::Logs::LogStream': ignored('nothing is written to log groups'),
  'AWS::SSM::Parameter': ignored(
    'read by other stacks of the app when they are resolved; a call to SSM is refused',
    {
      name: { property: 'Name' },
      identifiedBy: ['Type', 'Value'],
      identify: (name, _, { Value, Type }) => ({
        ref: name,
        attributes: { Value: String(Value), Type: String(Type) },
      }),
    },
  ),
};
