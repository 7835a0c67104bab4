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
  const version = versionOf(address);
  if (version === 0) invalidPattern(`Nonstandard IP address: ${address}`);
  if (version === 4 && bits > 31) invalidPattern('IPv4 mask bits must be < 32');
  if (version === 6 && bits > 127) invalidPattern('IPv6 mask bits must be < 128');

  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(plain(address), bits, family);
  return onStrings((text) => versionOf(text) === version && block.check(plain(text), family));
}

/** 4, 6, or 0 for what EventBridge takes for neither: a zone, or an IPv4 address within one of IPv6. */
function versionOf(address: string): number {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return isIP(plain(address));
  return /^[\da-fA-F:]+$/.test(address) ? isIP(address) : 0;
}

/** Without the zeros before the numbers of an IPv4 address, which EventBridge reads as decimal. */
function plain(address: string): string {
  return address.includes(':') ? address : address.replace(/\b0+(?=\d)/g, '');
}
