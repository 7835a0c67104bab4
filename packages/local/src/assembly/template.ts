import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { errorMessage } from '../foundation/error-message.ts';
import { AssemblyError } from './assembly-error.ts';
import { readAssetPaths } from './asset-paths.ts';
import { readJson } from './json-file.ts';
import { nullValues } from './null-values.ts';
import { expandServerless } from './serverless/expand.ts';
import { parseTemplate, type TemplateContent } from './template-content.ts';
import { isTemplateFile, readTemplateFile, stackNameOf } from './template-file.ts';

/** One stack's template, as far as it is read. */
export interface Template extends TemplateContent {
  readonly stack: string;
  /** Where the template lies; asset paths start here. */
  readonly directory: string;
  /** By the S3 key that a resource names an asset by; undefined where keys are paths beside the template. */
  readonly assetPaths: ReadonlyMap<string, string> | undefined;
}

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
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
export function readTemplates(directory: string): Template[] {
  if (isTemplateFile(directory)) return [readOwnTemplate(directory)];
  const { artifacts } = readJson(directory, 'manifest.json', manifestSchema);
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
  const read = readTemplateFile(file);
  refuseNulls(read, file, basename(file));
  return {
    ...parseTemplate(expanded(read, file), file, basename(file)),
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
  const read = readJson(directory, file, z.looseObject({}));
  refuseNulls(read, directory, file);
  return parseTemplate(read, directory, file);
}

/** @throws AssemblyError in CloudFormation's words */
function refuseNulls(template: object, app: string, file: string): void {
  const problems = nullValues(template).map(
    (pointer) => `${file}: Template format error: [${pointer}] 'null' values are not allowed in templates`,
  );
  if (problems.length > 0) throw new AssemblyError(app, problems);
}
