import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleFile } from '../lib/function/function-bundle.ts';
import type { Synthesis } from './synthesis.ts';

export interface BundleSize {
  readonly functionName: string;
  readonly bytes: number;
  /** As an upload is about as big. */
  readonly gzipBytes: number;
}

/** The size of each function's bundle in an assembly, the biggest first. */
export function bundleSizes({ outdir, templates }: Synthesis): BundleSize[] {
  return templates
    .flatMap(({ template }) => Object.values(resourcesOf(template)))
    .filter((resource) => resource.Type === 'AWS::Lambda::Function')
    .map((resource) => sizeOf(outdir, resource))
    .sort((a, b) => b.bytes - a.bytes);
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export function resourcesOf(template: Readonly<Record<string, unknown>>): Readonly<Record<string, Resource>> {
  // A template of our own synthesis: CDK wrote its form.
  return (template.Resources ?? {}) as Record<string, Resource>;
}

function sizeOf(outdir: string, { Properties = {}, Metadata = {} }: Resource): BundleSize {
  const code = readFileSync(join(outdir, String(Metadata['aws:asset:path']), bundleFile));
  return {
    functionName: String(Properties.FunctionName),
    bytes: code.byteLength,
    gzipBytes: gzipSync(code).byteLength,
  };
}
