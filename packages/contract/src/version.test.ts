import { describe, expect, it } from 'vitest';
import { currentVersion, majorOf, versionSchema } from './version.ts';

const serves = (version: unknown) => versionSchema.safeParse(version).success;

describe('a version', () => {
  it('that this package writes is one that it reads', () => {
    expect(serves(currentVersion)).toBe(true);
  });

  it.each(['1.0', '1.1', '1.10', '1.9999'])('%s is served', (version) => {
    expect(serves(version)).toBe(true);
    expect(majorOf(version)).toBe(1);
  });

  it.each(['0.1', '2.0', '10.0', '2.13'])('%s is of another major', (version) => {
    expect(serves(version)).toBe(false);
    expect(majorOf(version)).toBe(Number(version.split('.')[0]));
  });

  it.each([
    '',
    '1',
    '1.',
    '.1',
    '1.0.0',
    'v1.0',
    '1.01',
    '01.0',
    '1.10000',
    '1.0 ',
    '1.0\n',
    '１.0',
    'latest',
    1,
    1.0,
    null,
    undefined,
    ['1.0'],
  ])('%j is malformed, and so of no major', (version) => {
    expect(serves(version)).toBe(false);
    expect(majorOf(version)).toBeUndefined();
  });
});
