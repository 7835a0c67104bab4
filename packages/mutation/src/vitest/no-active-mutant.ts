/**
 * Runs before each test file is loaded, in a thread that has run others: what a file works out while it is loaded, such as the
 * rows that it expects, comes from the code as it is.
 */
const stryker = (globalThis as { __stryker__?: { activeMutant?: string | undefined } }).__stryker__;
if (stryker !== undefined) stryker.activeMutant = undefined;
