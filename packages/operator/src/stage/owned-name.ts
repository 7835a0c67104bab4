import { OperatorError } from '../operator-error.ts';

/** Names of one kind of resource, of which every owner has one: what stands before and after the owner. */
export interface OwnedName {
  readonly before: string;
  /** The owner in a name of this kind; undefined for other names. */
  ownerIn(name: string): string | undefined;
}

/** An owner that no name has by chance. */
const anyOwner = 'x0owner0x';

/** @throws OperatorError `invalid-input` where the scheme does not put the owner into the name as it is */
export function ownedName(nameOf: (owner: string) => string): OwnedName {
  const name = nameOf(anyOwner);
  const [before, after, ...more] = name.split(anyOwner);
  if (before === undefined || after === undefined || more.length > 0)
    throw new OperatorError(
      'invalid-input',
      `A naming scheme puts the owner into a name once, as it is; for the owner ${anyOwner} it gave ${JSON.stringify(name)}. Give the scheme that the stage was deployed with.`,
    );
  return {
    before,
    ownerIn(other) {
      const { length } = other;
      if (!other.startsWith(before) || !other.endsWith(after) || length <= before.length + after.length)
        return undefined;
      return other.slice(before.length, length - after.length);
    },
  };
}
