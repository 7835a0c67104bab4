import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { defaultPayloads } from './payloads.ts';

const usual = { payloads: defaultPayloads, only: undefined, junit: undefined, json: false };
const started = (...command: string[]) => ({ worker: { command, host: 'process' } });

describe('the command line', () => {
  it.each([[['--', 'node', 'worker.js']], [['node', 'worker.js']], [['--', '--', 'node', 'worker.js']]])(
    '%j has the command after its dashes, or from its first word on',
    (args) => {
      expect(readCommandLine(args)).toEqual({ ...usual, ...started('node', 'worker.js') });
    },
  );

  it('leaves the options of the command to the command', () => {
    expect(readCommandLine(['--json', '--', 'node', '--json', '--help', '--', 'x'])).toEqual({
      ...usual,
      json: true,
      ...started('node', '--json', '--help', '--', 'x'),
    });
    expect(readCommandLine(['--json', 'python3', '-u', 'worker.py'])).toEqual({
      ...usual,
      json: true,
      ...started('python3', '-u', 'worker.py'),
    });
  });

  it('takes dashes within the command for its own', () => {
    expect(readCommandLine(['--', 'npm', 'start', '--', '--fast'])).toEqual({
      ...usual,
      ...started('npm', 'start', '--', '--fast'),
    });
  });

  it('takes the IDs of requirements, one by one or in a list, and the file of a report', () => {
    expect(
      readCommandLine(['--only', 'CR-1', '--only', 'CR-2,CR-301', '--junit', 'report.xml', 'node']),
    ).toEqual({
      ...usual,
      only: ['CR-1', 'CR-2', 'CR-301'],
      junit: 'report.xml',
      ...started('node'),
    });
  });

  it('starts a handler of Lambda by its module, and any command that speaks the Runtime API', () => {
    expect(readCommandLine(['--lambda', 'worker.ts#main'])).toMatchObject({
      worker: {
        command: [process.execPath, expect.stringContaining('bootstrap'), 'worker.ts', 'main'],
        host: 'lambda',
      },
    });
    expect(readCommandLine(['--runtime-api', '--', 'python3', '-m', 'awslambdaric'])).toMatchObject({
      worker: { command: ['python3', '-m', 'awslambdaric'], host: 'lambda' },
    });
  });

  it.each([[['--help']], [['-h']], [['--', '--help']]])('%j asks for help', (args) => {
    expect(readCommandLine(args)).toBe('help');
  });

  it.each([[[]], [['--']], [['--json']], [['--json', '--']]])('%j has no command and is refused', (args) => {
    expect(() => readCommandLine(args)).toThrow('no command that starts a worker was given');
  });
});
