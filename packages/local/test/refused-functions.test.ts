import { expect, test } from 'vitest';
import { functionResources, type Resources } from './app.ts';
import { runtime } from './runtime.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const fn = (properties: object) => functionResources('Echo', { properties });

const config = (): Resources => ({
  ...fn({}),
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Echo' }, Qualifier: '$LATEST' },
  },
});

const url = (properties: object): Resources => ({
  ...fn({}),
  Url: {
    Type: 'AWS::Lambda::Url',
    Properties: { AuthType: 'NONE', TargetFunctionArn: arn('Echo'), ...properties },
  },
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html, and those of what is around functions. */
const refusals: Readonly<Record<string, [resources: Resources, message: RegExp]>> = {
  'two configurations of one version': [
    {
      ...config(),
      Other: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: arn('Echo'), Qualifier: '$LATEST' },
      },
    },
    /Other in Team: .*EventInvokeConfig' with identifier 'Echo\|\$LATEST' already exists/,
  ],
  'a log level of lines that are text': [
    fn({ LoggingConfig: { LogFormat: 'Text', ApplicationLogLevel: 'INFO' } }),
    /#\/LoggingConfig: LogLevel is not supported when LogFormat is set to "Text"\. Remove LogLevel/,
  ],
  'a log format that is not known': [
    fn({ LoggingConfig: { LogFormat: 'XML' } }),
    /#\/LoggingConfig\/LogFormat: \("XML"\) is not a valid enum value: \[Text, JSON\]/,
  ],
  'six layers': [
    fn({ Layers: [1, 2, 3, 4, 5, 6].map((n) => `arn:aws:lambda:us-east-1:000000000000:layer:l${n}:1`) }),
    /Cannot reference more than 5 layers, and 6 are given/,
  ],
  'a version of a function that is not there': [
    { Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: 'gone' } } },
    /Version in Team: Function not found: gone/,
  ],
  'an address of a function that is not there': [
    url({ TargetFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:gone' }),
    /Url in Team: Function not found: .*:gone/,
  ],
  'an address whose answers are kept for over a day': [
    url({ Cors: { MaxAge: 86_401 } }),
    /#\/Cors\/MaxAge: 86401 is not less or equal to 86400/,
  ],
  'an address of an unknown mode': [
    url({ InvokeMode: 'STREAM' }),
    /#\/InvokeMode: \("STREAM"\) is not a valid enum value: \[BUFFERED, RESPONSE_STREAM\]/,
  ],
  'a permission of an account of two digits': [
    {
      ...fn({}),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Echo' },
          Action: 'lambda:InvokeFunction',
          Principal: 'sns.amazonaws.com',
          SourceAccount: '12',
        },
      },
    },
    /#\/SourceAccount: string \[12\] does not match pattern/,
  ],
};

test.each(Object.entries(refusals))('%s is refused', async (_, [resources, message]) => {
  await expect(runtime(resources)).rejects.toThrow(message);
});

test.each<[string, Resources]>([
  [
    'log levels of JSON',
    fn({ LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' } }),
  ],
  [
    'an address for pages of other origins',
    url({
      Cors: { AllowOrigins: ['*'], AllowMethods: ['GET', 'POST'], MaxAge: 86_400 },
      InvokeMode: 'BUFFERED',
    }),
  ],
  ['one configuration', config()],
])('a function with %s starts', async (_, resources) => {
  const local = await runtime(resources);
  expect(local.resources.map(({ logicalId }) => logicalId)).toContain('Echo');
});
