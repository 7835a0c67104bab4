import { RelayError } from './relay-error.ts';

/** Characters of a key in a correlation ID, as of `businessKeySchema`. */
const LONGEST = 200;

/** What does not stand for itself: characters outside the alphabet, and a `~` that would be read as one of them. */
const ENCODED = /~(?=[0-9A-F]{2})|[^A-Za-z0-9._/@+=~-]/gu;

/**
 * A business key of any text, such as an ARN, in the alphabet of correlation IDs: each byte (UTF-8) of what lies outside it
 * becomes `~` and two hexadecimal digits, as `%3A` is to a URL. A key of the alphabet stays as it is, but for a `~` that
 * two such digits follow, which becomes `~7E`: so no two texts have one key. Who publishes a result under a key writes
 * `namespace:` and this.
 * @throws RelayError `correlation-id-malformed` for an empty text, one with half a surrogate pair, or one whose key is longer
 * than 200 characters.
 */
export function encodeBusinessKey(text: string): string {
  if (!text.isWellFormed()) throw malformed('the key is not well-formed Unicode');
  const key = text.replaceAll(ENCODED, encoded);
  if (key === '') throw malformed('the key is empty');
  if (key.length > LONGEST) throw malformed(`the key has ${key.length} of at most ${LONGEST} characters`);
  return key;
}

function encoded(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function malformed(reason: string): RelayError {
  return new RelayError('correlation-id-malformed', reason);
}
