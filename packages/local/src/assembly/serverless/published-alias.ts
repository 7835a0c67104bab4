import type { Resources } from './made.ts';

/**
 * The version and the alias of `AutoPublishAlias`. Each is the function as it stands here, so that events go to the function itself.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
export function publishedAlias(id: string, alias: unknown): Resources {
  if (alias === undefined) return [];
  const FunctionName = { Ref: id };
  const FunctionVersion = { 'Fn::GetAtt': [`${id}Version`, 'Version'] };
  return [
    [`${id}Version`, { Type: 'AWS::Lambda::Version', Properties: { FunctionName } }],
    [
      `${id}Alias${typeof alias === 'string' ? alias.replace(/[^a-zA-Z0-9]/g, '') : ''}`,
      { Type: 'AWS::Lambda::Alias', Properties: { Name: alias, FunctionName, FunctionVersion } },
    ],
  ];
}
