/** The members of objects, at every depth, with another first letter: SDKs and APIs differ in it. */
import { isObject, type Json } from '../json.ts';

const withFirst = (change: (letter: string) => string) => {
  const renamed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(renamed);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        change(name.charAt(0)) + name.slice(1),
        renamed(member),
      ]),
    );
  };
  return renamed;
};

export const capitalized = withFirst((letter) => letter.toUpperCase());
export const uncapitalized = withFirst((letter) => letter.toLowerCase());
