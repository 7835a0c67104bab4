import type { Members, Resources } from './made.ts';

/** The API that SAM makes for events that name none, by their type. */
const implicitApis: Readonly<Record<string, { property: string; logicalId: string; type: string }>> = {
  Api: { property: 'RestApiId', logicalId: 'ServerlessRestApi', type: 'AWS::Serverless::Api' },
  HttpApi: { property: 'ApiId', logicalId: 'ServerlessHttpApi', type: 'AWS::Serverless::HttpApi' },
};

/**
 * An event that does not run here stands for itself: so it is refused by its name, can be left out by it, and goes along with
 * what it refers to, as an API. `kind` is `Function` or `StateMachine`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function unsupportedEvent(kind: string, id: string, type: string, properties: Members): Resources {
  const Type = `AWS::Serverless::${kind}.Events.${type}`;
  const implicit = Object.hasOwn(implicitApis, type) ? implicitApis[type] : undefined;
  if (implicit === undefined || implicit.property in properties)
    return [[id, { Type, Properties: properties }]];
  const { property, logicalId, type: api } = implicit;
  return [
    [logicalId, { Type: api, Properties: {} }],
    [id, { Type, Properties: { ...properties, [property]: { Ref: logicalId } } }],
  ];
}
