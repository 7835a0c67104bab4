import { z } from 'zod';
import { readJson } from './json-file.ts';

const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().exactOptional() }).exactOptional(),
        destinations: z
          .record(z.string(), z.object({ objectKey: z.string().exactOptional() }))
          .exactOptional(),
      }),
    )
    .exactOptional(),
});

/**
 * Where the assets of an app's output folder lie, by the S3 keys that templates name them by. Every synthesis writes
 * these manifests; the paths in templates' metadata only the CLI asks for.
 * @throws AssemblyError where a manifest is missing or broken
 */
export function readAssetPaths(directory: string, manifests: readonly string[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const manifest of manifests) {
    const { files = {} } = readJson(directory, manifest, assetManifest);
    for (const { source, destinations = {} } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) {
        if (objectKey !== undefined && source?.path !== undefined) paths.set(objectKey, source.path);
      }
    }
  }
  return paths;
}
