interface Reader {
  readonly text: string;
  at: number;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

class Fault extends Error {
  /** How many characters the parser had read. */
  readonly read: number | undefined;

  constructor(message: string, read?: number) {
    super(message);
    this.read = read;
  }
}

const skipSpace = (reader: Reader): void => {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1;
};

const unexpected = (reader: Reader, expected: string): Fault => {
  const char = reader.text[reader.at];
  if (char === undefined) return new Fault('Unexpected end-of-input');
  const message = `Unexpected character ('${char}' (code ${char.codePointAt(0)})): ${expected}`;
  return new Fault(message, reader.at + 1);
};

const take = (reader: Reader, pattern: RegExp): string | undefined => {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
};

const readText = (reader: Reader): void => {
  if (take(reader, /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy) === undefined)
    throw new Fault('Unexpected end-of-input: was expecting closing quote for a string value');
};

/** Reads what is separated by commas up to a closing bracket; the opening one is read. */
const readList = (reader: Reader, close: string, what: string, readItem: () => void): void => {
  skipSpace(reader);
  if (reader.text[reader.at] === close) {
    reader.at += 1;
    return;
  }
  for (;;) {
    readItem();
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next === undefined) throw new Fault(`Unexpected end-of-input: expected close marker for ${what}`);
    if (next !== close && next !== ',')
      throw unexpected(reader, `was expecting comma to separate ${what} entries`);
    reader.at += 1;
    if (next === close) return;
    skipSpace(reader);
  }
};

const readMember = (reader: Reader): void => {
  if (reader.text[reader.at] !== '"')
    throw unexpected(reader, 'was expecting double-quote to start field name');
  readText(reader);
  skipSpace(reader);
  if (reader.text[reader.at] !== ':')
    throw unexpected(reader, 'was expecting a colon to separate field name and value');
  reader.at += 1;
  readValue(reader);
};

const readValue = (reader: Reader): void => {
  skipSpace(reader);
  const char = reader.text[reader.at];
  if (char === '"') readText(reader);
  else if (char === '{') readStructure(reader, '}', 'Object', readMember);
  else if (char === '[') readStructure(reader, ']', 'Array', readValue);
  else readScalar(reader);
};

const readStructure = (
  reader: Reader,
  close: string,
  what: string,
  readItem: (reader: Reader) => void,
): void => {
  reader.at += 1;
  readList(reader, close, what, () => readItem(reader));
};

const readScalar = (reader: Reader): void => {
  if (take(reader, /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y) !== undefined) return;
  const word = take(reader, /[\p{L}\p{N}_$]+/uy);
  if (word === 'true' || word === 'false' || word === 'null') return;
  if (word !== undefined) throw new Fault(`Unrecognized token '${word}': was expecting ${VALUES}`);
  throw unexpected(reader, `expected a valid value ${VALUES}`);
};

export interface JsonFault {
  readonly message: string;
  /** How many characters of the text had been read. */
  readonly read: number;
}

/** Why a text is not JSON, in the words of the parser that AWS's messages quote, and where. */
export const jsonFaultIn = (text: string): JsonFault => {
  const reader: Reader = { text, at: 0 };
  try {
    readValue(reader);
    skipSpace(reader);
    return { message: 'Unexpected content after the end of the JSON value', read: reader.at };
  } catch (error) {
    const { message, read } =
      error instanceof Fault ? error : { message: 'The JSON is nested too deeply', read: undefined };
    return { message, read: read ?? reader.at };
  }
};

export const jsonFault = (text: string): string => jsonFaultIn(text).message;
