/** Figures are those of one version: what runs is asked for its own. @throws Error where it is another, or says none */
export function checkVersion(peer: string, wanted: string, given: unknown): void {
  if (given === wanted) return;
  throw new Error(
    `it says that it is version ${JSON.stringify(given)}, and figures are those of ${wanted}: delete packages/bench/dist/peers/${peer}* and try again`,
  );
}
