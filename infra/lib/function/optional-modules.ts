import { type BuildFailure, type BuildOptions, buildSync, type Message } from 'esbuild';

/**
 * Builds a bundle. Modules that an installed package names and that are not installed stay outside, as the drivers of the databases
 * that an ORM might be asked for. Whether the bundle loads without them is for the load check to say.
 * @returns the options with which it was built
 * @throws BuildFailure for whatever else is wrong, such as a module that the team's own code names
 */
export function buildWithoutMissing(options: BuildOptions): BuildOptions {
  try {
    buildSync({ ...options, logLevel: 'silent', logLimit: 0 });
    return options;
  } catch (thrown) {
    const { errors = [] } = thrown as Partial<BuildFailure>;
    const missing = errors.map(missingIn);
    if (errors.length === 0 || missing.includes(undefined)) throw thrown;
    const reduced = { ...options, external: [...new Set(missing as string[])] };
    buildSync(reduced);
    return reduced;
  }
}

/** The module that code of an installed package names, where that is what the error is about. */
function missingIn({ text, location }: Message): string | undefined {
  if (!/[/\\]node_modules[/\\]/.test(location?.file ?? '')) return undefined;
  return /^Could not resolve "([^."][^"]*)"$/.exec(text)?.[1];
}
