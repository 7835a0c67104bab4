type Input = Record<string, unknown>;

/**
 * What a call leaves to be made again at the next start: an input under a key, where it takes the place of an earlier
 * one; or that a key is of no use any more, with all that begin so.
 */
export type KeptChange =
  | {
      readonly keep: string;
      readonly input: Input;
      /** Members of the earlier input stay where this one has none; of the maps named here, the entries too. */
      readonly joined?: readonly string[];
    }
  | { readonly forget: string };

/** By operation; those that are not named leave nothing. */
export type KeptOperations = Readonly<
  Record<string, (input: Input, output: Readonly<Record<string, unknown>>) => readonly KeptChange[]>
>;
