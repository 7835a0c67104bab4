/** Who waits under a task ID: the one row of the sample's table, overwritten by a later task. */
export type TokenTable = Map<string, string>;
