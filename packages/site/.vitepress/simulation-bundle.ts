import { fileURLToPath } from 'node:url';
import { nodeStandIns } from '@callback-relay/simulation/browser/stand-ins';
import { build, type Plugin } from 'esbuild';

const door = '@callback-relay/simulation/browser';

/** The simulation for a browser, as one module: of its packages' modules of Node, stand-ins are in it. */
export function simulationBundle() {
  return {
    name: 'simulation-bundle',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === door ? `\0${door}` : undefined),
    load: (id: string) => (id === `\0${door}` ? bundled() : undefined),
  };
}

/** A module of Node that has no stand-in belongs to code that is bundled and not run: it is empty. */
const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => {
      const file = nodeStandIns[path];
      return file === undefined ? { path, namespace: 'empty', sideEffects: false } : { path: file };
    });
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

export async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from '${door}';`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    plugins: [standIns],
    // Clients and logs look into it as they are loaded.
    define: { process: '{"env":{}}' },
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
