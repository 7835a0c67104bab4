import { RelayError } from '../relay-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that a function is configured by. A variable that is empty counts as not set. Each `@throws
 * RelayError configuration-missing` names the variable, what was given and what is expected.
 */
export function environmentReader(environment: Environment) {
  const optionalText = (name: string): string | undefined => environment[name] || undefined;

  function text(name: string): string {
    const value = optionalText(name);
    if (value === undefined) throw new RelayError('configuration-missing', `${name} is not set`);
    return value;
  }

  function positive(name: string, value: string, form: RegExp, what: string, most: number): number {
    const parsed = Number(value);
    if (form.test(value) && parsed > 0 && parsed <= most) return parsed;
    const upTo = most >= Number.MAX_SAFE_INTEGER ? '' : ` and up to ${most}`;
    throw new RelayError(
      'configuration-missing',
      `${name} must be ${what} above 0${upTo}; given ${JSON.stringify(value)}`,
    );
  }

  return {
    /** A variable that must be set. */
    text,
    optionalText,
    /** A number above 0, fractions allowed. */
    number: (name: string, most = Number.POSITIVE_INFINITY): number =>
      positive(name, text(name), /^\d+(\.\d+)?$/, 'a number', most),
    /** A whole number above 0. */
    wholeNumber: (name: string, most = Number.MAX_SAFE_INTEGER): number =>
      positive(name, text(name), /^\d+$/, 'a whole number', most),
    optionalWholeNumber: (name: string, most = Number.MAX_SAFE_INTEGER): number | undefined => {
      const value = optionalText(name);
      return value === undefined ? undefined : positive(name, value, /^\d+$/, 'a whole number', most);
    },
  };
}
