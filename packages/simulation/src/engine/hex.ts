/** Bytes as hexadecimal digits, without Node's Buffer: a run is played in browsers, too. */
export function hexOf(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
