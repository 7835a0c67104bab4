import { isObject } from '../../foundation/is-object.ts';
import type { TemplateResource } from '../template-resource.ts';
import { destinationsOf } from './destinations.ts';

type Resources = (readonly [string, TemplateResource])[];

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html */
export function invokeConfig(
  id: string,
  config: unknown,
): { resources: Resources; statements: readonly object[] } {
  if (!isObject(config)) return { resources: [], statements: [] };
  const { DestinationConfig, ...rest }: Readonly<Record<string, unknown>> = { ...config };
  const { properties, statements } = destinationsOf(id, DestinationConfig);
  const Properties = { ...rest, ...properties, FunctionName: { Ref: id }, Qualifier: '$LATEST' };
  const resource = { Type: 'AWS::Lambda::EventInvokeConfig', Properties };
  return { resources: [[`${id}EventInvokeConfig`, resource]], statements };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html */
export function functionUrl(id: string, config: unknown): Resources {
  if (!isObject(config)) return [];
  const { AuthType } = { AuthType: undefined, ...config };
  const made = { Type: 'AWS::Lambda::Url', Properties: { ...config, TargetFunctionArn: { Ref: id } } };
  if (AuthType !== 'NONE') return [[`${id}Url`, made]];
  const Properties = {
    ...{ Action: 'lambda:InvokeFunctionUrl', FunctionName: { Ref: id }, Principal: '*' },
    FunctionUrlAuthType: AuthType,
  };
  const permission = { Type: 'AWS::Lambda::Permission', Properties };
  return [
    [`${id}Url`, made],
    [`${id}UrlPublicPermissions`, permission],
  ];
}
