import { describe, expect, it } from 'vitest';
import { readCheckerOutput } from '../src/checker/checker-output.ts';
import { findInstallation, installCommand } from '../src/checker/installation.ts';
import { exploreModel, refute } from '../src/explore.ts';
import { businessKey } from '../src/models/bounds.ts';
import { mutants } from '../src/models/mutants.ts';

const tlc = findInstallation(process.env);
const isMissing = 'missing' in tlc;
if (isMissing) process.stderr.write(`skipped, the model checker is not run: ${tlc.missing.join(' ')}\n`);

describe.skipIf(isMissing)('the model, at its smallest bounds', () => {
  const smallest = {
    ...businessKey,
    Events: '{"e1"}',
    Openings: '1..1',
    Handlers: '{h1}',
    MaxDuplicates: '0',
  };

  it('keeps every promise in every state', async () => {
    if ('missing' in tlc) return;
    const found = await exploreModel(
      tlc,
      { name: 'smallest', about: '', constants: smallest },
      { seconds: 100 },
    );
    expect(found).toMatchObject({ ok: true, complete: true });
    expect(found.states).toBeGreaterThan(100);
  });

  it('tells how a mutant breaks its promise, step by step', async () => {
    const mutant = mutants.find(({ name }) => name === 'answers-without-a-source-check');
    if ('missing' in tlc || mutant === undefined) return;
    const { ok, story } = await refute(tlc, mutant, { seconds: 100 });
    expect(ok).toBe(true);
    expect(story?.at(-1)).toContain('calls Step Functions for callback 1: it takes the outcome');
  });

  it('is not taken for explored where it was stopped', async () => {
    if ('missing' in tlc) return;
    const large = { name: 'large', about: '', constants: { ...businessKey, MaxFaults: '3' } };
    const found = await exploreModel(tlc, large, { seconds: 1 });
    expect(found).toMatchObject({
      ok: false,
      complete: false,
      failure: expect.stringContaining('stopped after 1 s'),
    });
  });
});

describe('without the checker', () => {
  it('says what is missing and how to get it', () => {
    const found = findInstallation({ JAVA_HOME: '/nowhere', TLA2TOOLS_JAR: '/nowhere/tla2tools.jar' });
    expect(found).toEqual({
      missing: [expect.stringContaining('JAVA_HOME'), expect.stringContaining(installCommand)],
    });
  });
});

describe("the checker's output", () => {
  it('that is cut short is a failure', () => {
    expect(readCheckerOutput('@!@!@STARTMSG 2262:0 @!@!@\nTLC2\n@!@!@ENDMSG 2262 @!@!@\n')).toMatchObject({
      complete: false,
      failure: expect.any(String),
    });
  });
});
