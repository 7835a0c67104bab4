import { isObject } from '../foundation/is-object.ts';
import type { Scope } from './scope.ts';

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** CloudFormation's intrinsic functions, as far as they are supported. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...names] = Array.isArray(argument)
      ? argument.map(String)
      : text(argument, 'Fn::GetAtt').split('.');
    return scope.attribute(logicalId, names.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list(argument, 'Fn::Join');
    return list(scope.resolve(parts), 'Fn::Join')
      .map((part) => scalar(part, 'Fn::Join'))
      .join(scalar(delimiter, 'Fn::Join'));
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(scalar(scope.resolve(argument), 'Fn::Base64')).toString('base64'),
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, 'Fn::Select');
    const items = list(scope.resolve(from), 'Fn::Select');
    const at = scope.resolve(index);
    const item = items[Number(at)];
    if (item === undefined)
      throw new Error(`Template error: Fn::Select cannot select nonexistent value at index ${at}`);
    return item;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, from] = list(argument, 'Fn::Split');
    return scalar(scope.resolve(from), 'Fn::Split').split(scalar(delimiter, 'Fn::Split'));
  },
  'Fn::ImportValue': (name, scope) => scope.exported(String(scope.resolve(name))),
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', first = '', second = ''] = list(scope.resolve(argument), 'Fn::FindInMap').map(String);
    const found = scope.template.Mappings[map]?.[first]?.[second];
    if (found === undefined)
      throw new Error(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
    return found;
  },
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = list(argument, 'Fn::If');
    return scope.resolve(scope.condition(String(condition)) ? then : otherwise);
  },
  Condition: (name, scope) => scope.condition(text(name, 'Condition')),
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(scope.resolve(argument), 'Fn::Equals');
    return scalar(one, 'Fn::Equals') === scalar(other, 'Fn::Equals');
  },
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((item) => scope.resolve(item) === true),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((item) => scope.resolve(item) === true),
  'Fn::Not': (argument, scope) => scope.resolve(list(argument, 'Fn::Not')[0]) !== true,
};

function substitute(argument: unknown, scope: Scope): string {
  const [template, values = {}, ...others] = Array.isArray(argument) ? argument : [argument];
  if (others.length > 0) throw new Error('Fn::Sub takes a text and an object of values, and was given more');
  const named = scope.resolve(values);
  if (!isObject(named)) throw new Error('Fn::Sub takes an object of its own values');
  return text(template, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (Object.hasOwn(named, name)) return scalar(named[name], 'Fn::Sub');
    const [logicalId = '', ...attribute] = name.split('.');
    return String(attribute.length === 0 ? scope.ref(name) : scope.attribute(logicalId, attribute.join('.')));
  });
}

function list(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${name} takes a list`);
}

/** A number or a truth value stands for its text. */
function scalar(value: unknown, name: string): string {
  if (typeof value === 'object' && value !== null)
    throw new Error(`${name} takes texts, and was given ${JSON.stringify(value).slice(0, 80)}`);
  return String(value);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${name} takes a text`);
}
