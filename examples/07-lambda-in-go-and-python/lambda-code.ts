import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** What a binary is made for: Lambda on arm64, or this machine, where the local runtime starts it as a process. */
export type GoTarget = 'lambda' | 'this machine';

/** A Go program as the `bootstrap` of `provided.al2023`. Synthesis fails with the compiler's own words. */
export function goCode(directory: string, target: GoTarget): Code {
  const platform = target === 'lambda' ? { GOOS: 'linux', GOARCH: 'arm64' } : {};
  return codeOf(directory, (outdir) => {
    const { status, error, stderr } = spawnSync(
      'go',
      ['build', '-trimpath', '-ldflags=-s -w -buildid=', '-o', `${outdir}/bootstrap`, '.'],
      { cwd: directory, encoding: 'utf8', env: { ...process.env, ...platform, CGO_ENABLED: '0' } },
    );
    if (error) throw new Error(`the worker in ${directory} needs Go to be built: ${error.message}`);
    if (status !== 0) throw new Error(`go build failed in ${directory}:\n${stderr}`);
  });
}

/** Python files of several folders in one bundle. Dependencies that the managed runtime lacks would be put there too. */
export function pythonCode(directory: string, modules: readonly string[]): Code {
  return codeOf(directory, (outdir) => {
    const filter = (file: string) => !file.endsWith('__pycache__');
    cpSync(directory, outdir, { recursive: true, filter });
    for (const module of modules) cpSync(module, `${outdir}/${module.split('/').at(-1)}`);
  });
}

/** Named by what is in it, so that the same code is the same bundle in every synthesis. */
function codeOf(directory: string, write: (outdir: string) => void): Code {
  return Code.fromAsset(directory, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: what is written on this machine counts, or synthesis fails.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(outdir) {
          write(outdir);
          return true;
        },
      },
    },
  });
}
