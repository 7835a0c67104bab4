/** Every intrinsic function that AWS documents; a definition that names another one is refused. */
const NAMES = [
  'States.Array',
  'States.ArrayPartition',
  'States.ArrayContains',
  'States.ArrayRange',
  'States.ArrayGetItem',
  'States.ArrayLength',
  'States.ArrayUnique',
  'States.Format',
  'States.StringToJson',
  'States.JsonToString',
  'States.StringSplit',
  'States.UUID',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.JsonMerge',
  'States.MathRandom',
  'States.MathAdd',
] as const;

export type IntrinsicName = (typeof NAMES)[number];

export const isIntrinsicName = (name: string): name is IntrinsicName => NAMES.some((known) => known === name);
