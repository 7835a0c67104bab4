import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { ROLE, setUp } from './harness.ts';

const pass = (result: string) =>
  JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result: result, End: true } } });

/** A machine with two versions, the later one published with its update. */
const withVersions = async () => {
  const world = setUp();
  const first = await world.call('CreateStateMachine', {
    ...{ name: 'm', roleArn: ROLE, definition: pass('first'), publish: true },
  });
  const machineArn = first.stateMachineArn as string;
  const second = await world.call('UpdateStateMachine', {
    ...{ stateMachineArn: machineArn, definition: pass('second'), publish: true, versionDescription: 'two' },
  });
  return {
    ...world,
    machineArn,
    versions: [first.stateMachineVersionArn as string, second.stateMachineVersionArn as string] as const,
  };
};

type World = Awaited<ReturnType<typeof withVersions>>;

const alias = (world: World, weights: readonly number[], name = 'live') =>
  world.call('CreateStateMachineAlias', {
    name,
    routingConfiguration: world.versions
      .slice(0, weights.length)
      .map((stateMachineVersionArn, at) => ({ stateMachineVersionArn, weight: weights[at] ?? 0 })),
  });

describe('a version', () => {
  it('runs the definition that it was published with, and lists its own executions', async () => {
    const world = await withVersions();
    const [first] = world.versions;
    const arn = await world.start(first);
    expect(await world.output(arn)).toBe('first');
    expect(await world.output(await world.start(world.machineArn))).toBe('second');
    const { executions } = await world.call('ListExecutions', { stateMachineArn: first });
    expect(executions).toMatchObject([{ executionArn: arn, stateMachineVersionArn: first }]);
  });

  it('is described under its own ARN', async () => {
    const world = await withVersions();
    expect(await world.call('DescribeStateMachine', { stateMachineArn: world.versions[1] })).toMatchObject({
      stateMachineArn: world.versions[1],
      description: 'two',
      definition: pass('second'),
    });
  });

  it('of the same revision is published once, and its number is never given again', async () => {
    const world = await withVersions();
    const publish = () => world.call('PublishStateMachineVersion', { stateMachineArn: world.machineArn });
    expect((await publish()).stateMachineVersionArn).toBe(world.versions[1]);
    await world.call('DeleteStateMachineVersion', { stateMachineVersionArn: world.versions[1] });
    expect((await publish()).stateMachineVersionArn).toBe(`${world.machineArn}:3`);
  });

  it('is not made by an update that changes nothing: the revision stays', async () => {
    const { call, machineArn, versions } = await withVersions();
    const update = (more: JsonObject) =>
      call('UpdateStateMachine', { stateMachineArn: machineArn, publish: true, ...more });
    const { revisionId, stateMachineVersionArn } = await update({ definition: pass('second') });
    expect(stateMachineVersionArn).toBe(versions[1]);
    expect(await update({ roleArn: ROLE })).toMatchObject({ revisionId, stateMachineVersionArn });
    const { revisionId: next } = await update({ definition: pass('third') });
    expect(next).not.toBe(revisionId);
  });

  it('of a machine that was never changed comes without a revision', async () => {
    const { call } = setUp();
    const definition = pass('first');
    const { stateMachineArn } = await call('CreateStateMachine', { name: 'm', roleArn: ROLE, definition });
    const updated = await call('UpdateStateMachine', { stateMachineArn, publish: true });
    expect(updated).toMatchObject({ stateMachineVersionArn: `${stateMachineArn}:1` });
    expect(updated).not.toHaveProperty('revisionId');
  });

  it('of a revision that is no longer the current one is refused', async () => {
    const world = await withVersions();
    await expect(
      world.call('PublishStateMachineVersion', { stateMachineArn: world.machineArn, revisionId: 'old' }),
    ).rejects.toMatchObject({ code: 'ConflictException' });
  });

  it('that an alias leads to is not deleted', async () => {
    const world = await withVersions();
    await alias(world, [100]);
    await expect(
      world.call('DeleteStateMachineVersion', { stateMachineVersionArn: world.versions[0] }),
    ).rejects.toMatchObject({ code: 'ConflictException', message: expect.stringContaining('[live]') });
  });
});

describe('an alias', () => {
  it('sends executions to its versions by their weights', async () => {
    const world = await withVersions();
    const { stateMachineAliasArn } = await alias(world, [0, 100]);
    const arn = await world.start(stateMachineAliasArn as string);
    expect(await world.output(arn)).toBe('second');
    expect(await world.describe(arn)).toMatchObject({
      stateMachineAliasArn,
      stateMachineVersionArn: world.versions[1],
    });
  });

  it.each<[string, readonly number[]]>([
    ['whose weights are not 100 together', [70, 29]],
    ['with a weight over 100', [101]],
    ['without a version', []],
  ])('%s is refused', async (_, weights) => {
    const world = await withVersions();
    await expect(alias(world, weights)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
  it.each(['123', 'A LIVE', '!live', 'live@'])('named %j is refused', async (name) => {
    const world = await withVersions();
    await expect(alias(world, [100], name)).rejects.toMatchObject({
      code: 'ValidationException',
      message: String.raw`1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$`,
    });
  });

  it('of the same name and other routes is refused, and the same again is the same', async () => {
    const world = await withVersions();
    const first = await alias(world, [100]);
    expect(await alias(world, [100])).toEqual(first);
    await expect(alias(world, [50, 50])).rejects.toMatchObject({ code: 'ConflictException' });
  });

  it('is described, listed, led elsewhere and deleted; its version may be deleted after it', async () => {
    const world = await withVersions();
    const { stateMachineAliasArn } = await alias(world, [100]);
    const { stateMachineAliases } = await world.call('ListStateMachineAliases', {
      stateMachineArn: world.machineArn,
    });
    expect(stateMachineAliases).toMatchObject([{ stateMachineAliasArn }]);
    const routingConfiguration = [{ stateMachineVersionArn: world.versions[1] as string, weight: 100 }];
    await world.call('UpdateStateMachineAlias', { stateMachineAliasArn, routingConfiguration });
    expect(await world.call('DescribeStateMachineAlias', { stateMachineAliasArn })).toMatchObject({
      name: 'live',
      routingConfiguration,
    });
    await world.call('DeleteStateMachineAlias', { stateMachineAliasArn });
    await world.call('DeleteStateMachineVersion', { stateMachineVersionArn: world.versions[1] });
    const { stateMachineVersions } = await world.call('ListStateMachineVersions', {
      stateMachineArn: world.machineArn,
    });
    expect(stateMachineVersions).toMatchObject([{ stateMachineVersionArn: world.versions[0] }]);
  });

  it('that is not there is no machine', async () => {
    const world = await withVersions();
    await expect(world.start(`${world.machineArn}:nowhere`)).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});

describe('tags', () => {
  it('are put, replaced, listed and removed', async () => {
    const world = await withVersions();
    const resource = { resourceArn: world.machineArn };
    const tags: JsonObject[] = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ];
    await world.call('TagResource', { ...resource, tags });
    await world.call('TagResource', { ...resource, tags: [{ key: 'a', value: '3' }] });
    await world.call('UntagResource', { ...resource, tagKeys: ['b', 'c'] });
    expect(await world.call('ListTagsForResource', resource)).toEqual({ tags: [{ key: 'a', value: '3' }] });
  });

  it('of a version are refused, as AWS does', async () => {
    const world = await withVersions();
    await expect(world.call('ListTagsForResource', { resourceArn: world.versions[0] })).rejects.toMatchObject(
      { code: 'ResourceNotFound' },
    );
  });
});
