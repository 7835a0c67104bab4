import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode, errorMessage } from '../foundation/error-message.ts';
import { AssemblyError } from './assembly-error.ts';
import { readAssetPaths } from './asset-paths.ts';
import { readJson } from './json-file.ts';
import { refuseNulls } from './null-values.ts';
import { parseTemplate, type TemplateContent } from './template-content.ts';

/** One stack's template, as far as it is read. */
export interface Template extends TemplateContent {
  readonly stack: string;
  /** Where the template lies; asset paths start here. */
  readonly directory: string;
  /** The account and region that it is for, as `aws://ACCOUNT/REGION`; undefined where nothing says so. */
  readonly environment?: string;
  /** By the S3 key that a resource names an asset by; undefined where keys are paths beside the template. */
  readonly assetPaths: ReadonlyMap<string, string> | undefined;
}

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.string().exactOptional(),
        properties: z
          .object({
            templateFile: z.string().exactOptional(),
            stackName: z.string().exactOptional(),
            directoryName: z.string().exactOptional(),
            file: z.string().exactOptional(),
          })
          .exactOptional(),
      }),
    )
    .exactOptional(),
});

/**
 * Every stack's template of a CDK app's output folder, those of nested assemblies included; or the template that a file
 * is, whatever wrote it.
 * @throws AssemblyError where there is none such, or a template is broken
 */
export async function readTemplates(directory: string): Promise<Template[]> {
  if (isTemplateFile(directory)) return [await readOwnTemplate(directory)];
  assertFolder(directory);
  const { artifacts } = readJson(directory, 'manifest.json', manifestSchema);
  if (artifacts === undefined) throw new AssemblyError(directory, ['manifest.json names no artifacts']);
  const assetManifests = Object.entries(artifacts).filter(([, { type }]) => type === 'cdk:asset-manifest');
  const assetPaths = readAssetPaths(
    directory,
    assetManifests.map(([id, { properties }]) => properties?.file ?? `${id}.json`),
  );
  const templates: Template[] = [];
  for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly')
      templates.push(...(await readTemplates(join(directory, properties?.directoryName ?? id))));
    if (type !== 'aws:cloudformation:stack') continue;
    const { templateFile = `${id}.template.json`, stackName: stack = id } = properties ?? {};
    templates.push({
      ...readTemplate(directory, templateFile),
      stack,
      directory,
      assetPaths,
      ...(environment !== undefined && { environment }),
    });
  }
  return templates;
}

/** @throws AssemblyError where it is not there, or may not be read, or nothing is in it */
function assertFolder(directory: string): void {
  try {
    accessSync(directory, constants.R_OK | constants.X_OK);
    if (readdirSync(directory).length > 0) return;
  } catch (error) {
    throw new AssemblyError(directory, [NO_FOLDER[errorCode(error) ?? ''] ?? errorMessage(error)]);
  }
  throw new AssemblyError(directory, [`the folder is empty; ${WANTED}`]);
}

const WANTED = 'name the folder that cdk synth wrote (cdk.out by default), or a template file';

const NO_FOLDER: Readonly<Record<string, string>> = {
  ENOENT: `there is no such folder or file; ${WANTED}`,
  ENOTDIR: `there is no such folder or file; ${WANTED}`,
  EACCES: 'this user may not read it; change its permissions, or choose another folder',
};

/** Whether this is a template of its own, and no folder that CDK wrote. */
function isTemplateFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Few apps are one: what reads YAML and expands SAM is loaded for those alone. */
async function readOwnTemplate(file: string): Promise<Template> {
  const { readTemplateFile, stackNameOf } = await import('./template-file.ts');
  const directory = dirname(file);
  return { ...readTemplateFile(file), stack: stackNameOf(file), directory, assetPaths: undefined };
}

function readTemplate(directory: string, file: string): TemplateContent {
  const read = readJson(directory, file, z.looseObject({}));
  refuseNulls(read, directory, file);
  return parseTemplate(read, directory, file);
}
