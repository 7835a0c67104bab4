import { basename, dirname, join } from 'node:path';
import { errorMessage } from '../foundation/error-message.ts';
import { AssemblyError } from './assembly-error.ts';
import { readAssetPaths } from './asset-paths.ts';
import { readJson } from './json-file.ts';
import { expandServerless } from './serverless/expand.ts';
import { isTemplateFile, readTemplateFile, stackNameOf } from './template-file.ts';
import type { TemplateParameter } from './template-parameter.ts';
import type { TemplateResource } from './template-resource.ts';

/** One stack's template, as far as it is read. */
export interface Template {
  readonly stack: string;
  /** Where the template lies; asset paths start here. */
  readonly directory: string;
  /** By the S3 key that a resource names an asset by; undefined where keys are paths beside the template. */
  readonly assetPaths: ReadonlyMap<string, string> | undefined;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly Outputs: Readonly<Record<string, { Value: unknown; Export?: { Name: unknown } }>>;
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
 * Every stack's template of a CDK app's output folder, those of nested assemblies included; or the template that a file
 * is, whatever wrote it.
 * @throws AssemblyError where there is none such, or a template is broken
 */
export function readTemplates(directory: string): Template[] {
  if (isTemplateFile(directory)) return [readOwnTemplate(directory)];
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

function readOwnTemplate(file: string): Template {
  const directory = dirname(file);
  const template = expanded(readTemplateFile(file), file);
  return {
    ...checked(template, file, basename(file)),
    stack: stackNameOf(file),
    directory,
    assetPaths: undefined,
  };
}

function expanded(template: object, file: string): object {
  try {
    return expandServerless(template, (path) => readTemplateFile(join(dirname(file), path)));
  } catch (error) {
    if (error instanceof AssemblyError) throw error;
    throw new AssemblyError(file, [errorMessage(error)]);
  }
}

function readTemplate(directory: string, file: string): TemplateContent {
  return checked(readJson(directory, file), directory, file);
}

type TemplateContent = Omit<Template, 'stack' | 'directory' | 'assetPaths'>;

function checked(read: object, app: string, file: string): TemplateContent {
  const template = read as Partial<Template> & { Transform?: unknown };
  if (typeof template.Resources !== 'object' || template.Resources === null) {
    throw new AssemblyError(app, [`${file}: a template has Resources, and this one has none`]);
  }
  if (template.Transform !== undefined)
    throw new AssemblyError(app, [
      `${file}: the Transform ${JSON.stringify(template.Transform)} is not supported by the local runtime`,
    ]);
  return {
    Conditions: {},
    Parameters: {},
    Mappings: {},
    Outputs: {},
    ...template,
    Resources: template.Resources,
  };
}
