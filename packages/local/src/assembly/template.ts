import { join } from 'node:path';
import { AssemblyError } from './assembly-error.ts';
import { readAssetPaths } from './asset-paths.ts';
import { readJson } from './json-file.ts';

/** One stack's template, as far as it is read. */
export interface Template {
  readonly stack: string;
  /** Where the template lies; asset paths start here. */
  readonly directory: string;
  /** By the S3 key that a resource names an asset by. */
  readonly assetPaths: ReadonlyMap<string, string>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Parameters: Readonly<Record<string, { Type: string; Default?: unknown }>>;
  readonly Mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly Outputs: Readonly<Record<string, { Value: unknown; Export?: { Name: unknown } }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        type: string;
        properties?: { templateFile?: string; stackName?: string; directoryName?: string; file?: string };
      }
    >
  >;
}

/**
 * Every stack's template of a CDK app's output folder, those of nested assemblies included.
 * @throws AssemblyError where the folder is none, or a template is broken
 */
export function readTemplates(directory: string): Template[] {
  const { artifacts } = readJson(directory, 'manifest.json') as Manifest;
  if (artifacts === undefined) throw new AssemblyError(directory, ['manifest.json names no artifacts']);
  const assetManifests = Object.entries(artifacts).filter(([, { type }]) => type === 'cdk:asset-manifest');
  const assetPaths = readAssetPaths(
    directory,
    assetManifests.map(([id, { properties }]) => properties?.file ?? `${id}.json`),
  );
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly') return readTemplates(join(directory, properties?.directoryName ?? id));
    if (type !== 'aws:cloudformation:stack') return [];
    const { templateFile = `${id}.template.json`, stackName: stack = id } = properties ?? {};
    return [{ ...readTemplate(directory, templateFile), stack, directory, assetPaths }];
  });
}

function readTemplate(directory: string, file: string): Omit<Template, 'stack' | 'directory' | 'assetPaths'> {
  const template = readJson(directory, file) as Partial<Template> & { Transform?: unknown };
  if (typeof template.Resources !== 'object' || template.Resources === null) {
    throw new AssemblyError(directory, [`${file}: a template has Resources, and this one has none`]);
  }
  if (template.Transform !== undefined)
    throw new AssemblyError(directory, [`${file}: Transform is not supported by the local runtime`]);
  return {
    Conditions: {},
    Parameters: {},
    Mappings: {},
    Outputs: {},
    ...template,
    Resources: template.Resources,
  };
}
