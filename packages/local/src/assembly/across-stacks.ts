import type { Identity } from '../foundation/resources/resource-type.ts';
import type { Template } from './template.ts';

/** CDK's check on the bootstrap stack, which nothing here depends on. */
const BOOTSTRAP_VERSION = /^\/cdk-bootstrap\/.*\/version$/;

/** The value of an SSM parameter that one of the stacks makes. */
export function storedParameter(
  name: string,
  templates: readonly Template[],
  identity: (logicalId: string, template: Template) => Identity & { readonly name: string },
): string {
  if (BOOTSTRAP_VERSION.test(name)) return '21';
  for (const template of templates) {
    const ids = Object.keys(template.Resources).filter(
      (id) => template.Resources[id]?.Type === 'AWS::SSM::Parameter',
    );
    const found = ids.map((id) => identity(id, template)).find((parameter) => parameter.name === name);
    if (found !== undefined) return found.attributes.Value ?? '';
  }
  throw new Error(`no stack of this app makes the SSM parameter ${name}`);
}

/** The value that one of the stacks exports. */
export function exportedValue(
  name: string,
  templates: readonly Template[],
  resolve: (value: unknown, template: Template) => unknown,
): unknown {
  for (const template of templates) {
    const found = Object.values(template.Outputs).find(
      (output) => output.Export !== undefined && resolve(output.Export.Name, template) === name,
    );
    if (found !== undefined) return resolve(found.Value, template);
  }
  throw new Error(`no stack of this app exports ${name}`);
}
