// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of CloudFormation's Fn::Sub, in plain texts
import { expect, it } from 'vitest';
import { withParameters } from './placeholders.ts';

const placeholders = { stagex0: 'Stage', teamx0: 'Team' };

it('each placeholder becomes its parameter, wherever a text may have one', () => {
  const template = {
    Resources: {
      RoleOfstagex0: {
        Properties: {
          Name: 'stagex0',
          Path: ['a-stagex0-teamx0', { 'Fn::Sub': 'x-${AWS::Region}-stagex0' }],
        },
      },
      Other: { DependsOn: ['RoleOfstagex0'], Properties: { Text: 'literal ${x} of stagex0', Plain: '${y}' } },
    },
  };
  expect(withParameters(template, placeholders)).toEqual({
    Resources: {
      RoleOf: {
        Properties: {
          Name: { Ref: 'Stage' },
          Path: [{ 'Fn::Sub': 'a-${Stage}-${Team}' }, { 'Fn::Sub': 'x-${AWS::Region}-${Stage}' }],
        },
      },
      Other: {
        DependsOn: ['RoleOf'],
        Properties: { Text: { 'Fn::Sub': 'literal ${!x} of ${Stage}' }, Plain: '${y}' },
      },
    },
  });
});

it('a placeholder in the name of a member is refused, because nothing would resolve it', () => {
  expect(() => withParameters({ Resources: {}, Outputs: { a: { 'to-stagex0': 1 } } }, placeholders)).toThrow(
    'a parameter would stand in the name of a member: to-stagex0',
  );
});
