import { expect, test } from 'vitest';
import { startServerless } from './serverless-app.ts';

/** Asks a host by Node's own client, as version 2 of the AWS SDK for JavaScript does, which knows no AWS_ENDPOINT_URL. */
const asking = (host: string, key: string) => `
const https = require('node:https');
exports.handler = () => new Promise((resolve, reject) => {
  const request = https.request({
    host: '${host}', port: 443, method: 'POST', path: '/', agent: new https.Agent({ lookup: () => { throw new Error('on the network'); } }),
    headers: {
      Host: '${host}',
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': 'AWSStepFunctions.ListStateMachines',
      Authorization: 'AWS4-HMAC-SHA256 Credential=' + ${key} + '/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
    },
  }, async (response) => {
    let text = '';
    for await (const chunk of response) text += chunk;
    resolve({ status: response.statusCode, answer: JSON.parse(text) });
  });
  request.on('error', reject);
  request.end('{}');
});`;

async function asked(host: string, key = 'process.env.AWS_ACCESS_KEY_ID'): Promise<unknown> {
  const local = await startServerless({
    Ask: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        ...{ FunctionName: 'ask', Runtime: 'nodejs24.x', Handler: 'index.handler' },
        InlineCode: asking(host, key),
        Policies: [{ Statement: [{ Effect: 'Allow', Action: 'states:ListStateMachines', Resource: '*' }] }],
      },
    },
  });
  return local.invoke('ask', {});
}

test.each(['states.us-east-1.amazonaws.com', 'states.amazonaws.com'])(
  'a call to %s with the keys that the function has here is answered here',
  async (host) => {
    expect(await asked(host)).toEqual({ status: 200, answer: { stateMachines: [] } });
  },
);

test.each([
  ['another host', 'states.example.invalid', undefined],
  ['the host of a bucket', 'files.s3.us-east-1.amazonaws.com', undefined],
  ['a call with other keys', 'states.us-east-1.amazonaws.com', "'AKIAOTHER'"],
])('%s is left alone', async (_, host, key) => {
  await expect(asked(host, key)).rejects.toThrow('on the network');
});
