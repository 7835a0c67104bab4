import { describe, expect, it } from 'vitest';
import { scoreOf } from './score.ts';
import { isTolerated, readTolerated, type Survivor, type Tolerated } from './survivors.ts';
import { targets } from './targets.ts';

const survivor: Survivor = {
  file: 'src/a.ts',
  line: 7,
  source: 'return a > 0;',
  mutator: 'EqualityOperator',
  replacement: 'a >= 0',
};
const tolerated = {
  package: 'relay',
  file: 'src/a.ts',
  source: 'return a > 0;',
  replacement: 'a >= 0',
  reason: 'a is never 0 here',
};

const scored = (name: string, mutants: number, survivors: readonly Survivor[], all: readonly Tolerated[]) =>
  scoreOf(name, { mutants, timeouts: 1, errors: 0, survivors }, all, 60);

describe('the score of a package', () => {
  it('is the share of changes that a test notices', () => {
    expect(scored('relay', 10, [survivor], [])).toMatchObject({
      score: 90,
      ok: true,
      killed: 8,
      timeouts: 1,
      survived: 1,
    });
    expect(scored('relay', 9, [survivor], [])).toMatchObject({ score: 88.8, ok: false });
    expect(scored('relay', 1_000, [], [])).toMatchObject({ score: 100, threshold: 90, seconds: 60 });
    expect(scored('relay', 0, [], [])).toMatchObject({ score: 100, ok: true });
  });

  it('leaves out what is tolerated, wherever its line has moved', () => {
    const moved = { ...survivor, line: 70 };
    expect(scored('relay', 2, [moved], [tolerated])).toMatchObject({
      score: 100,
      tolerated: 1,
      survivors: [],
    });
  });

  it('tolerates nothing of another package, file, line or change', () => {
    expect(scored('requester', 2, [survivor], [tolerated])).toMatchObject({ score: 50, tolerated: 0 });
    for (const other of [{ file: 'src/b.ts' }, { source: 'return b > 0;' }, { replacement: 'true' }]) {
      expect(isTolerated({ ...survivor, ...other }, [tolerated])).toBe(false);
    }
  });

  it('names what is tolerated and survives no more', () => {
    expect(scored('relay', 2, [], [tolerated]).obsolete).toEqual([tolerated]);
  });
});

describe('the file of tolerated survivors', () => {
  it('has a reason and a known package for each', () => {
    const all = readTolerated(new URL('../tolerated.json', import.meta.url));
    const names = targets.map(({ name }) => name);
    for (const one of all) expect(names).toContain(one.package);
  });
});
