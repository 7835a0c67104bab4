import { createHash } from 'node:crypto';
import type { Json } from '../json.ts';
import { type Args, booleanAt, expectCount, intrinsicFailed, objectAt, stringAt } from './arguments.ts';

/** Characters: AWS's limit of the encoding and hashing functions. */
const LONGEST_TEXT = 10_000;

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const shortText = (args: Args): string => {
  const text = stringAt(args, 0);
  if (text.length > LONGEST_TEXT) throw intrinsicFailed(args.name, `more than ${LONGEST_TEXT} characters`);
  return text;
};

/** The hash of a text, in hexadecimal; undefined if the algorithm is unknown. */
export const hashText = (text: string, algorithm: string): string | undefined => {
  const hash = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  return hash && createHash(hash).update(text).digest('hex');
};

const hash = (args: Args): Json => {
  expectCount(args, 2);
  const data = args.values[0] ?? null;
  const text = typeof data === 'string' ? shortText(args) : JSON.stringify(data);
  const digest = hashText(text, stringAt(args, 1));
  if (digest === undefined)
    throw intrinsicFailed(args.name, `algorithms are ${Object.keys(HASHES).join(', ')}`);
  return digest;
};

const merge = (args: Args): Json => {
  expectCount(args, 3);
  if (booleanAt(args, 2)) throw intrinsicFailed(args.name, 'deep merging is not supported, as on AWS');
  return { ...objectAt(args, 0), ...objectAt(args, 1) };
};

export const encodingFunctions = {
  'States.Base64Encode': (args: Args): Json => {
    expectCount(args, 1);
    return Buffer.from(shortText(args), 'utf8').toString('base64');
  },
  'States.Base64Decode': (args: Args): Json => {
    expectCount(args, 1);
    return Buffer.from(shortText(args), 'base64').toString('utf8');
  },
  'States.Hash': hash,
  'States.JsonMerge': merge,
};
