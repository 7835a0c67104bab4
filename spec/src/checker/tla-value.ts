/** A value as TLC prints it. Records and functions are objects by the printed key; sets and tuples are arrays. */
export type TlaValue = string | number | boolean | readonly TlaValue[] | { readonly [key: string]: TlaValue };

/** @throws SyntaxError where the text is not a value of TLA+. */
export function parseTlaValue(text: string): TlaValue {
  const tokens = text.match(/"[^"]*"|\|->|:>|@@|<<|>>|[[\](){},]|[A-Za-z0-9_]+/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const next = () => tokens[at++];

  function expect(token: string): void {
    const found = next();
    if (found !== token) throw new SyntaxError(`expected ${token}, found ${found ?? 'the end'} in ${text}`);
  }

  function list(end: string): TlaValue[] {
    const values: TlaValue[] = [];
    while (peek() !== end) {
      values.push(value());
      if (peek() === ',') next();
    }
    expect(end);
    return values;
  }

  function pairs(separator: string, between: string, end: string): Record<string, TlaValue> {
    const entries: Record<string, TlaValue> = {};
    while (peek() !== end) {
      const key = String(value());
      expect(separator);
      entries[key] = value();
      if (peek() === between) next();
    }
    expect(end);
    return entries;
  }

  function value(): TlaValue {
    const token = next();
    switch (token) {
      case '{':
        return list('}');
      case '<<':
        return list('>>');
      case '[':
        return pairs('|->', ',', ']');
      case '(':
        return pairs(':>', '@@', ')');
      case 'TRUE':
      case 'FALSE':
        return token === 'TRUE';
      case undefined:
        throw new SyntaxError(`a value is missing in ${text}`);
      default:
        return word(token);
    }
  }

  const parsed = value();
  if (at < tokens.length) throw new SyntaxError(`${tokens[at]} is too much in ${text}`);
  return parsed;
}

function word(token: string): string | number {
  if (token.startsWith('"')) return token.slice(1, -1);
  return /^[0-9]+$/.test(token) ? Number(token) : token;
}
