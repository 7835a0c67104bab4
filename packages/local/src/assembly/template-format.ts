import { isObject } from '../foundation/is-object.ts';
import { conditionProblems } from './condition-problems.ts';
import { mappingFormatProblems } from './mapping-format.ts';
import { parameterFormatProblems } from './parameter-format.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const sections: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html */
const resourceAttributes: ReadonlySet<string> = new Set([
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
]);

const policies: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'],
  UpdateReplacePolicy: ['Delete', 'Retain', 'Snapshot'],
};

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html; where an
 * UpdateReplacePolicy is Snapshot for another type, CloudFormation takes it for Delete.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
const withSnapshots: ReadonlySet<string> = new Set([
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION_BYTES = 1024;

/** What CloudFormation refuses of a template before it looks at what the resources are, in its words. */
export function formatProblems(template: Readonly<Record<string, unknown>>): string[] {
  return [
    ...sectionProblems(template),
    ...Object.entries(MOST).flatMap(([section, most]) => countProblems(section, template[section], most)),
    ...['Resources', 'Outputs', 'Parameters', 'Mappings'].flatMap((name) =>
      nameProblems(name, template[name]),
    ),
    ...mappingFormatProblems(template.Mappings),
    ...parameterFormatProblems(template.Parameters, template.Resources),
    ...conditionProblems(template),
    ...resourceProblems(template.Resources),
  ].map((problem) =>
    /^(Invalid template|Template error)/.test(problem) ? problem : `Template format error: ${problem}`,
  );
}

function sectionProblems(template: Readonly<Record<string, unknown>>): string[] {
  const { AWSTemplateFormatVersion: version, Description: description = '' } = template;
  const unknown = Object.keys(template).filter((section) => !sections.has(section));
  return [
    ...(unknown.length > 0 ? [`Invalid template property or properties [${unknown.join(', ')}]`] : []),
    ...(version === undefined || String(version).startsWith('2010-09-09')
      ? []
      : [`${String(version)} is not a supported value for AWSTemplateFormatVersion, which is 2010-09-09.`]),
    ...(typeof description === 'string' ? [] : ['Every Description member must be a string.']),
    ...(Buffer.byteLength(String(description)) > LONGEST_DESCRIPTION_BYTES
      ? [`'Description' length is greater than ${LONGEST_DESCRIPTION_BYTES}.`]
      : []),
  ];
}

function countProblems(section: string, members: unknown, most: number): string[] {
  if (!isObject(members)) return [];
  const count = Object.keys(members).length;
  if (section === 'Resources' && count === 0) return ['At least one Resources member must be defined.'];
  return count > most
    ? [`Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`]
    : [];
}

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html, and those of the others,
 * quoted with the words in https://github.com/aws-cloudformation/cfn-lint/pull/160. Of outputs it has another form.
 */
function nameProblems(section: string, members: unknown): string[] {
  if (!isObject(members)) return [];
  const kind = section.slice(0, -1);
  return Object.keys(members).flatMap((name) => {
    const named = section === 'Outputs' ? `Outputs name '${name}'` : `${kind} name ${name}`;
    if (!/^[a-zA-Z0-9]+$/.test(name)) return [`${named} is non alphanumeric.`];
    return name.length > LONGEST_NAME ? [`${named} is longer than ${LONGEST_NAME} characters.`] : [];
  });
}

function resourceProblems(resources: unknown): string[] {
  if (!isObject(resources)) return [];
  return Object.entries(resources).flatMap(([logicalId, resource]) =>
    isObject(resource) ? attributeProblems(logicalId, resource, resources) : [],
  );
}

function attributeProblems(logicalId: string, resource: object, resources: object): string[] {
  const given = Object.entries(resource);
  const unknown = given.flatMap(([name]) =>
    resourceAttributes.has(name) ? [] : [`Invalid template resource property '${name}' of ${logicalId}`],
  );
  const unrecognized = given.flatMap(([name, value]) =>
    policies[name]?.includes(String(value)) === false
      ? [`Unrecognized ${name} ${String(value)} for resource ${logicalId}`]
      : [],
  );
  const type = 'Type' in resource ? String(resource.Type) : '';
  const unkept = given.flatMap(([name, value]) =>
    name === 'DeletionPolicy' && value === 'Snapshot' && !withSnapshots.has(type)
      ? [`Template error: resource type ${type} does not support deletion policy Snapshot (of ${logicalId})`]
      : [],
  );
  const missing = dependenciesOf(resource).filter((name) => !Object.hasOwn(resources, name));
  return [
    ...unknown,
    ...unrecognized,
    ...unkept,
    ...(missing.length > 0
      ? [`Unresolved resource dependencies [${missing.join(', ')}] in the Resources block of the template`]
      : []),
  ];
}

/** What a resource waits for by its `DependsOn`: one logical ID, or several. */
export function dependenciesOf(resource: object): string[] {
  return 'DependsOn' in resource ? [resource.DependsOn].flat().map(String) : [];
}
