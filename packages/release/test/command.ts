import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Ends what hangs before the tests' own timeout does, so that nothing is left running. */
const TIMEOUT_MS = 240_000;

/**
 * Runs a command and gives back what it printed on stdout.
 * @throws Error with all that it printed, where it fails
 */
export async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      cwd,
      env: outsideAnyScript(),
      maxBuffer: 1 << 26,
      timeout: TIMEOUT_MS,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${message}\n${stdout}${stderr}`);
  }
}

/** What pnpm tells the scripts that it runs, npm would take for its own settings. */
function outsideAnyScript(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^p?npm_.*verify_deps|^npm_command$/.test(name),
  );
  // The CDK CLI writes where its templates go to nowhere but here.
  return { ...Object.fromEntries(entries), CDK_DISABLE_CLI_TELEMETRY: 'true' };
}
