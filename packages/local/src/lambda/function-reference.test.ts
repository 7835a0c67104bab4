import { expect, test } from 'vitest';
import { readFunctionReference } from './function-reference.ts';

const account = '123456789012';
const region = 'eu-central-1';

test.each([
  ['work', { name: 'work' }],
  ['work:live', { name: 'work', qualifier: 'live' }],
  ['work:$LATEST', { name: 'work', qualifier: '$LATEST' }],
  ['function:work', { name: 'work' }],
  [`${account}:work`, { name: 'work', account }],
  [`${account}:function:work:7`, { name: 'work', account, qualifier: '7' }],
  [`arn:aws:lambda:${region}:${account}:function:work`, { name: 'work', account, region }],
  [
    `arn:aws:lambda:${region}:${account}:function:work:live`,
    { name: 'work', account, region, qualifier: 'live' },
  ],
  ['a function', undefined],
  ['', undefined],
  ['work:live:again', undefined],
  [`arn:aws:sqs:${region}:${account}:work`, undefined],
])('%s', (text, reference) => {
  expect(readFunctionReference(text)).toEqual(reference);
});
