import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblyError } from './assembly-error.ts';

/** One stack's template, as far as it is read. */
export interface Template {
  readonly stack: string;
  /** Where the template lies; asset paths start here. */
  readonly directory: string;
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
      { type: string; properties?: { templateFile?: string; stackName?: string; directoryName?: string } }
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
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly') return readTemplates(join(directory, properties?.directoryName ?? id));
    if (type !== 'aws:cloudformation:stack') return [];
    return [
      readTemplate(directory, properties?.templateFile ?? `${id}.template.json`, properties?.stackName ?? id),
    ];
  });
}

function readTemplate(directory: string, file: string, stack: string): Template {
  const template = readJson(directory, file) as Partial<Template> & { Transform?: unknown };
  if (typeof template.Resources !== 'object' || template.Resources === null) {
    throw new AssemblyError(directory, [`${file}: a template has Resources, and this one has none`]);
  }
  if (template.Transform !== undefined)
    throw new AssemblyError(directory, [`${file}: Transform is not hosted`]);
  return {
    Conditions: {},
    Parameters: {},
    Mappings: {},
    Outputs: {},
    ...template,
    Resources: template.Resources,
    stack,
    directory,
  };
}

function readJson(directory: string, file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
    throw new Error('it is no JSON object');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing
      ? 'there is no such file; is this a folder that cdk synth wrote?'
      : (error as Error).message;
    throw new AssemblyError(directory, [`${file}: ${why}`]);
  }
}
