import { z } from 'zod';
import type { Resource } from '../foundation/resources/resource-type.ts';
import {
  integerOf,
  templateFlag,
  templateInteger,
  templateText,
  templateTextMap,
  templateTexts,
  textOf,
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

/**
 * What values they may have is of the resource's schema, as in the API reference.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const functionProperties = z.looseObject({
  Code: place({
    ImageUri: templateText.exactOptional(),
    S3ObjectStorageMode: templateText.exactOptional(),
    SourceKMSKeyArn: templateText.exactOptional(),
    ZipFile: templateText.exactOptional(),
  }),
  DeadLetterConfig: z.strictObject({ TargetArn: templateText.exactOptional() }).exactOptional(),
  Description: textOf(z.string().max(256)).exactOptional(),
  Environment: z.strictObject({ Variables: templateTextMap.exactOptional() }).exactOptional(),
  FunctionName: textOf(
    z
      .string()
      .regex(/^[a-zA-Z0-9-_]+$/)
      .max(64),
  ).exactOptional(),
  Handler: textOf(
    z
      .string()
      .regex(/^[^\s]+$/)
      .max(128),
  ).exactOptional(),
  Layers: templateTexts.exactOptional(),
  MemorySize: templateInteger.exactOptional(),
  ReservedConcurrentExecutions: integerOf(0).exactOptional(),
  Role: textOf(z.string().regex(/^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/)),
  Runtime: templateText.exactOptional(),
  Timeout: templateInteger.exactOptional(),
});

/** https://github.com/aws/aws-cdk/pull/28045 quotes what Lambda says of levels of text. */
const loggingConfig = z
  .strictObject({
    ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).exactOptional(),
    LogFormat: z.enum(['Text', 'JSON']).exactOptional(),
    LogGroup: textOf(
      z
        .string()
        .regex(/^[.\-_/#A-Za-z0-9]+$/)
        .max(512),
    ).exactOptional(),
    SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).exactOptional(),
  })
  .refine(
    ({ ApplicationLogLevel: application, LogFormat, SystemLogLevel: system }) =>
      LogFormat !== 'Text' || (application ?? system) === undefined,
    {
      error:
        'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "Json" and try again.',
    },
  );

/** Of properties of a function that have no effect here. */
export const checkedFunctionProperties = z.object({
  Architectures: z
    .array(z.enum(['x86_64', 'arm64']))
    .min(1)
    .max(1)
    .exactOptional(),
  EphemeralStorage: z.strictObject({ Size: integerOf(512, 10_240) }).exactOptional(),
  LoggingConfig: loggingConfig.exactOptional(),
  PackageType: z.enum(['Image', 'Zip']).exactOptional(),
  RecursiveLoop: z.enum(['Allow', 'Terminate']).exactOptional(),
  SnapStart: z.strictObject({ ApplyOn: z.enum(['PublishedVersions', 'None']) }).exactOptional(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']).exactOptional() }).exactOptional(),
});

export type FunctionResource = Resource<z.infer<typeof functionProperties>>;

export const layerProperties = z.looseObject({
  Content: place({}),
  LayerName: templateText.exactOptional(),
});

export const versionProperties = z.looseObject({ FunctionName: templateText });

export const aliasProperties = z.looseObject({
  FunctionName: templateText,
  FunctionVersion: textOf(z.string().regex(/^(\$LATEST|[0-9]+)$/)),
  Name: textOf(
    z
      .string()
      .regex(/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/)
      .max(128),
  ),
});

export const mappingProperties = z.looseObject({
  BatchSize: integerOf(1, 10_000).exactOptional(),
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
  MaximumBatchingWindowInSeconds: integerOf(0, 300).exactOptional(),
  MaximumRecordAgeInSeconds: integerOf(-1, 604_800).exactOptional(),
  MaximumRetryAttempts: integerOf(-1, 10_000).exactOptional(),
  ParallelizationFactor: integerOf(1, 10).exactOptional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: integerOf(2, 1000).exactOptional() }).exactOptional(),
  StartingPosition: templateText.exactOptional(),
  TumblingWindowInSeconds: templateInteger.exactOptional(),
});

export const urlProperties = z.looseObject({ AuthType: templateText, TargetFunctionArn: templateText });

/**
 * Of properties of a function URL that have no effect here.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html
 */
export const checkedUrlProperties = z.object({
  Cors: z
    .strictObject({
      AllowCredentials: templateFlag.exactOptional(),
      AllowHeaders: templateTexts.exactOptional(),
      AllowMethods: z.array(z.enum(['GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE', '*'])).exactOptional(),
      AllowOrigins: templateTexts.exactOptional(),
      ExposeHeaders: templateTexts.exactOptional(),
      MaxAge: integerOf(0, 86_400).exactOptional(),
    })
    .exactOptional(),
  InvokeMode: z.enum(['BUFFERED', 'RESPONSE_STREAM']).exactOptional(),
});

export const permissionProperties = z.looseObject({
  Action: textOf(z.string().regex(/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/)),
  FunctionName: templateText,
  Principal: templateText,
  PrincipalOrgID: templateText.exactOptional(),
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
  SourceAccount: textOf(z.string().regex(/^\d{12}$/)).exactOptional(),
  SourceArn: textOf(z.string().regex(/^arn:/)).exactOptional(),
});

export const invokeConfigProperties = z.looseObject({
  DestinationConfig: z
    .strictObject({ OnFailure: destination.exactOptional(), OnSuccess: destination.exactOptional() })
    .exactOptional(),
  FunctionName: templateText,
  MaximumEventAgeInSeconds: integerOf(60, 21_600).exactOptional(),
  MaximumRetryAttempts: integerOf(0, 2).exactOptional(),
  Qualifier: textOf(z.string().regex(/^[a-zA-Z0-9$_-]{1,129}$/)),
});
