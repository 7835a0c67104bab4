import { expect, test } from 'vitest';
import { parseYaml } from './yaml.ts';

test('braces and brackets may close further left than what they belong to', () => {
  const text = [
    'Resources:',
    '  Key:',
    '    Properties:',
    '      Policy: {',
    '        "Statement": [',
    '          { "Effect": "Allow" }',
    '    ]}',
    '      Names: [',
    '        one,',
    '   ]',
    '      Code: |',
    '        const a = {',
    '        };',
  ].join('\n');
  expect(parseYaml(text)).toEqual({
    Resources: {
      Key: {
        Properties: {
          Policy: { Statement: [{ Effect: 'Allow' }] },
          Names: ['one'],
          Code: 'const a = {\n};\n',
        },
      },
    },
  });
});

test.each([
  ['is never closed', 'A: {\n  a: 1\nB: 2'],
  ['closes with the other sign', 'A:\n  b: {\n  a: 1\n]'],
  ['is closed twice', 'A:\n  b: {\n    a: 1\n}}'],
])('what %s is refused', (_, text) => {
  expect(() => parseYaml(text)).toThrow();
});
