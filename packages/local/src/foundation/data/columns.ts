/** A row of the store, by its columns. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What a column holds as JSON. Only what the runtime wrote itself is read so: that it is what was written, the row's
 * checksum says.
 */
export function jsonIn<Value>(row: Row, column: string): Value {
  return JSON.parse(String(row[column]));
}

/** @throws TypeError where it holds none */
export function bytesIn(row: Row, column: string): Uint8Array {
  const bytes = row[column];
  if (bytes instanceof Uint8Array) return bytes;
  throw new TypeError(`The column ${column} holds no bytes.`);
}

/** Undefined where there is no row, or nothing in the column. */
export function textIn(row: Row | undefined, column: string): string | undefined {
  const text = row?.[column];
  return typeof text === 'string' ? text : undefined;
}
