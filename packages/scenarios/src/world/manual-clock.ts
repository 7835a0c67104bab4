/** Moves the clock of the endpoint on by so many milliseconds. */
export type AdvanceClock = (milliseconds: number) => Promise<void>;

/** The clock of a runtime that lets its tests drive it; `undefined` where time can't be driven, as on AWS. */
export async function manualClockOf(endpoint: string | undefined): Promise<AdvanceClock | undefined> {
  if (endpoint === undefined) return undefined;
  const health = await fetch(new URL('/_local/health', endpoint)).catch(() => undefined);
  if (health?.ok !== true) return undefined;
  return async (milliseconds) => {
    const advanced = await fetch(new URL('/_local/clock/advance', endpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-local-runtime': '1' },
      body: JSON.stringify({ milliseconds }),
    });
    if (!advanced.ok) throw new Error(`the clock was not advanced: ${await advanced.text()}`);
  };
}
