import { inspect } from 'node:util';
import { isFunction } from '../foundation/is-function.ts';
import { isObject } from '../foundation/is-object.ts';
import type { LocalOptions } from './local-options.ts';
import { LocalOptionsError } from './local-options-error.ts';

interface Check {
  readonly takes: string;
  /** The value that it is not, undefined where it is one. */
  readonly wrong: (value: unknown) => { readonly given: string } | undefined;
}

const check = (takes: string, isRight: (value: unknown) => boolean): Check => ({
  takes,
  wrong: (value) => (isRight(value) ? undefined : { given: shown(value) }),
});

/** Of values by name, the first that is wrong is shown. */
const checkEach = (takes: string, isRight: (name: string, value: unknown) => boolean): Check => ({
  takes,
  wrong(value) {
    if (!isObject(value)) return { given: shown(value) };
    const [first] = Object.entries(value).filter(([name, one]) => !isRight(name, one));
    return first && { given: `${first[0]}: ${shown(first[1])}` };
  },
});

/** ARNs and addresses are made of it, and SDKs make a host name of it. */
const REGION = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isFrom0 = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

const checks: { readonly [Name in keyof LocalOptions]-?: Check } = {
  app: check(
    'the folder that cdk synth wrote, as "cdk.out", or a list of template files',
    (app) => isText(app) || (isTexts(app) && String(app) !== ''),
  ),
  port: check(
    'a whole number from 0, which is any free port, to 65535',
    (port) => isFrom0(port) && Number(port) <= 65_535,
  ),
  dataDir: check('the path of a folder', isText),
  region: check(
    'the name of a region, as us-east-1',
    (region) => REGION.test(String(region)) && isText(region),
  ),
  clock: check("'flowing' or 'stopped'", (clock) => clock === 'flowing' || clock === 'stopped'),
  leaveOut: check('a list of resource types and logical IDs, as ["AWS::S3::Bucket"]', isTexts),
  parameters: checkEach('texts by name, as { Delay: "5" }', (_name, value) => typeof value === 'string'),
  forward: checkEach(
    'addresses of http or https, with host and port alone, by the name in small letters that calls are signed with: { s3: "http://127.0.0.1:9000" }',
    (service, address) => /^[a-z0-9-]+$/.test(service) && isEndpoint(address),
  ),
  requests: check('a function that takes a request and its response', isFunction),
  timeToLiveLagSeconds: check('seconds, 0 or more', (lag) => Number.isFinite(lag) && Number(lag) >= 0),
  chaos: check('a whole number of 0 or more, as 7', isFrom0),
};

/** What is called otherwise here, or can't be chosen. */
const elsewhere: Readonly<Record<string, string>> = {
  host: 'the endpoint listens on 127.0.0.1 alone',
  hostname: 'the endpoint listens on 127.0.0.1 alone',
  account: 'every resource is in the account 000000000000',
  data: 'the folder that keeps data is dataDir',
  template: 'templates are named by app, as a list of files',
  templates: 'templates are named by app, as a list of files',
};

/** @throws LocalOptionsError that lists every option that is wrong */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) throw new LocalOptionsError([problem('app', undefined)]);
  const problems = Object.entries(options).flatMap(([name, value]) =>
    isKnown(name) ? wrong(name, value) : [unknown(name)],
  );
  if (!('app' in options) || options.app === undefined) problems.unshift(problem('app', undefined));
  if (problems.length > 0) throw new LocalOptionsError(problems);
}

/**
 * `AWS_REGION` where the options name none, else us-east-1.
 * @throws LocalOptionsError
 */
export function regionOf({ region }: LocalOptions, environment = process.env): string {
  const named = region ?? (environment.AWS_REGION || 'us-east-1');
  if (checks.region.wrong(named) === undefined) return named;
  throw new LocalOptionsError([`AWS_REGION is ${shown(named)}: it takes ${checks.region.takes}`]);
}

function isKnown(name: string): name is keyof LocalOptions {
  return Object.hasOwn(checks, name);
}

function wrong(name: keyof LocalOptions, value: unknown): string[] {
  const found = value === undefined ? undefined : checks[name].wrong(value);
  return found === undefined ? [] : [problem(name, found.given)];
}

function problem(name: keyof LocalOptions, given: string | undefined): string {
  return `${name} takes ${checks[name].takes}; given: ${given ?? 'nothing'}`;
}

function unknown(name: string): string {
  const names = Object.keys(checks).join(', ');
  return `there is no option ${name}: ${elsewhere[name] ?? `the options are ${names}`}`;
}

function isEndpoint(address: unknown): boolean {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  // What else it has would be lost, because each call has its own path.
  return url.href === `${url.origin}/`;
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, compact: true });
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
