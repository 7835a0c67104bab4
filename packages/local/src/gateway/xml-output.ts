/** A value as the query protocol's XML: objects by member, lists as `member`, Maps as `entry` with `key` and `value`. */
export function xmlOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Map)
    return [...value]
      .map(([key, one]) => `<entry><key>${escaped(String(key))}</key><value>${xmlOf(one)}</value></entry>`)
      .join('');
  if (Array.isArray(value)) return value.map((item) => `<member>${xmlOf(item)}</member>`).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${name}>${xmlOf(member)}</${name}>`)
      .join('');
  return escaped(String(value));
}

/** A character that XML has no room for becomes U+FFFD: a parser would refuse the whole answer. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_IN_XML, '\ufffd')
    .replace(/[<>&"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** https://www.w3.org/TR/xml/#charsets */
const NOT_IN_XML = /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu;
