import { delimiter, join } from 'node:path';

/**
 * Where Lambda's runtimes look for what layers bring: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.
 * They are unpacked one over the other there, so that what a later one brings counts; here the later one is looked at first.
 */
export function layerPaths(
  layers: readonly string[],
  runtime: string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  if (layers.length === 0) return {};
  const within = (name: string, ...folders: readonly string[]): string => {
    const inLayers = layers.toReversed().flatMap((layer) => folders.map((folder) => join(layer, folder)));
    return [...(environment[name] ? [environment[name]] : []), ...inLayers].join(delimiter);
  };
  const node = `node${/^nodejs(\d+)/.exec(runtime)?.[1] ?? ''}`;
  return {
    NODE_PATH: within('NODE_PATH', 'nodejs/node_modules', `nodejs/${node}/node_modules`),
    PYTHONPATH: within('PYTHONPATH', 'python', `python/lib/${runtime}/site-packages`),
    PATH: [within('', 'bin'), environment.PATH].join(delimiter),
    LD_LIBRARY_PATH: within('LD_LIBRARY_PATH', 'lib'),
  };
}
