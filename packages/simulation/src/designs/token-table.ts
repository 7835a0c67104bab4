/** Who waits under a task ID: the one row of the sample's table, overwritten by whoever comes later. */
export type TokenTable = Map<string, string>;
