import { z } from 'zod';
import type { Resource } from '../foundation/resources/resource-type.ts';
import {
  templateFlag,
  templateInteger,
  templateText,
  templateTextMap,
  templateTexts,
} from '../foundation/resources/template-values.ts';

/** Where the code of a function or layer lies; a text is a path beside a template of its own. */
const place = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? { S3Key: given } : given),
    z.strictObject({
      S3Bucket: templateText.exactOptional(),
      S3Key: templateText.exactOptional(),
      S3ObjectVersion: templateText.exactOptional(),
      ...shape,
    }),
  );

const destination = z.strictObject({ Destination: templateText });

export const functionProperties = z.looseObject({
  Code: place({
    ImageUri: templateText.exactOptional(),
    S3ObjectStorageMode: templateText.exactOptional(),
    SourceKMSKeyArn: templateText.exactOptional(),
    ZipFile: templateText.exactOptional(),
  }),
  DeadLetterConfig: z.strictObject({ TargetArn: templateText.exactOptional() }).exactOptional(),
  Description: templateText.exactOptional(),
  Environment: z.strictObject({ Variables: templateTextMap.exactOptional() }).exactOptional(),
  FunctionName: templateText.exactOptional(),
  Handler: templateText.exactOptional(),
  Layers: templateTexts.exactOptional(),
  MemorySize: templateInteger.exactOptional(),
  ReservedConcurrentExecutions: templateInteger.exactOptional(),
  Role: templateText,
  Runtime: templateText.exactOptional(),
  Timeout: templateInteger.exactOptional(),
});

export type FunctionResource = Resource<z.infer<typeof functionProperties>>;

export const layerProperties = z.looseObject({
  Content: place({}),
  LayerName: templateText.exactOptional(),
});

export const versionProperties = z.looseObject({ FunctionName: templateText });

export const aliasProperties = z.looseObject({
  FunctionName: templateText,
  FunctionVersion: templateText,
  Name: templateText,
});

/** What values they may have is Lambda's matter. */
export const mappingProperties = z.looseObject({
  BatchSize: templateInteger.exactOptional(),
  BisectBatchOnFunctionError: templateFlag.exactOptional(),
  DestinationConfig: z
    .strictObject({
      OnFailure: z.strictObject({ Destination: templateText.exactOptional() }).exactOptional(),
    })
    .exactOptional(),
  Enabled: templateFlag.exactOptional(),
  EventSourceArn: templateText.exactOptional(),
  FilterCriteria: z
    .strictObject({
      Filters: z.array(z.strictObject({ Pattern: templateText.exactOptional() })).exactOptional(),
    })
    .exactOptional(),
  FunctionName: templateText,
  FunctionResponseTypes: templateTexts.exactOptional(),
  MaximumBatchingWindowInSeconds: templateInteger.exactOptional(),
  MaximumRecordAgeInSeconds: templateInteger.exactOptional(),
  MaximumRetryAttempts: templateInteger.exactOptional(),
  ParallelizationFactor: templateInteger.exactOptional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: templateInteger.exactOptional() }).exactOptional(),
  StartingPosition: templateText.exactOptional(),
  TumblingWindowInSeconds: templateInteger.exactOptional(),
});

export const urlProperties = z.looseObject({ AuthType: templateText, TargetFunctionArn: templateText });

export const permissionProperties = z.looseObject({
  Action: templateText,
  FunctionName: templateText,
  Principal: templateText,
  PrincipalOrgID: templateText.exactOptional(),
  SourceAccount: templateText.exactOptional(),
  SourceArn: templateText.exactOptional(),
});

export const invokeConfigProperties = z.looseObject({
  DestinationConfig: z
    .strictObject({ OnFailure: destination.exactOptional(), OnSuccess: destination.exactOptional() })
    .exactOptional(),
  FunctionName: templateText,
  MaximumEventAgeInSeconds: templateInteger.exactOptional(),
  MaximumRetryAttempts: templateInteger.exactOptional(),
  Qualifier: templateText,
});
