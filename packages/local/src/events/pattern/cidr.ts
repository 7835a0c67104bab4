import { BlockList, isIP } from 'node:net';
import type { Json } from '../json.ts';
import { type Comparison, onStrings } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** The test of a `cidr` pattern: an IPv4 or IPv6 address within the block. */
export function cidr(operand: Json): Comparison {
  // AWS reads the operand with the code of `prefix`, and says so.
  if (typeof operand !== 'string') return invalidPattern('prefix match pattern must be a string');
  const parts = operand.split('/');
  const [address = '', mask = ''] = parts;
  if (parts.length !== 2) invalidPattern("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) invalidPattern('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  if (bits < 0) invalidPattern('Malformed CIDR, mask bits must not be negative');
  const version = isIP(address);
  if (version === 0) invalidPattern(`Nonstandard IP address: ${address}`);
  if (version === 4 && bits > 31) invalidPattern('IPv4 mask bits must be < 32');
  if (version === 6 && bits > 127) invalidPattern('IPv6 mask bits must be < 128');

  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, bits, family);
  return onStrings((text) => block.check(text, family));
}
