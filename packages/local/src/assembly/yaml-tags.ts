import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

/** Intrinsic functions whose short form is not `Fn::` and its name. */
const whole: Readonly<Record<string, string>> = { Ref: 'Ref', Condition: 'Condition' };

const names = [
  'Ref',
  'Condition',
  ...[
    'GetAtt',
    'Sub',
    'Join',
    'Select',
    'Split',
    'FindInMap',
    'ImportValue',
    'If',
    'Equals',
    'And',
    'Or',
    'Not',
  ],
  ...['Base64', 'Cidr', 'GetAZs', 'Transform'],
];

/**
 * `!Sub text` and the like, which YAML takes for its own tags, as what they are short for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export const yamlTags: readonly (ScalarTag | CollectionTag)[] = names.flatMap(
  (name): (ScalarTag | CollectionTag)[] => {
    const call = (argument: unknown) => ({ [whole[name] ?? `Fn::${name}`]: argument });
    const tag = `!${name}`;
    return [
      { tag, resolve: (text: string) => call(text) },
      { tag, collection: 'seq', resolve: (items: YAMLSeq | YAMLMap) => call(items.toJSON()) },
      { tag, collection: 'map', resolve: (members: YAMLMap | YAMLSeq) => call(members.toJSON()) },
    ];
  },
);
