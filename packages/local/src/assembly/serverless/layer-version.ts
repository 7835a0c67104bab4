import { z } from 'zod';
import type { TemplateResource } from '../template-resource.ts';
import { bucketPlace } from './bucket-place.ts';
import type { Resources } from './made.ts';
import { parseServerless } from './serverless-properties.ts';

const layerVersionProperties = z.looseObject({
  ContentUri: z.unknown(),
  RetentionPolicy: z.unknown().exactOptional(),
  PublishLambdaVersion: z.unknown().exactOptional(),
});

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html */
export function layerVersion(
  id: string,
  { Type: _, Properties = {}, ...attributes }: TemplateResource,
): Resources {
  const { ContentUri, RetentionPolicy, PublishLambdaVersion, ...rest } = parseServerless(
    layerVersionProperties,
    id,
    Properties,
  );
  const Content = bucketPlace(typeof ContentUri === 'string' ? { Bucket: id, Key: ContentUri } : ContentUri);
  if (Content === undefined) throw new Error(`${id}: a layer has ContentUri`);
  return [[id, { ...attributes, Type: 'AWS::Lambda::LayerVersion', Properties: { ...rest, Content } }]];
}
