import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { defaultPayloads } from './payloads.ts';

const usual = { payloads: defaultPayloads, json: false };

describe('the command line', () => {
  it.each([[['--', 'node', 'worker.js']], [['node', 'worker.js']], [['--', '--', 'node', 'worker.js']]])(
    '%j has the command after its dashes, or from its first word on',
    (args) => {
      expect(readCommandLine(args)).toEqual({ ...usual, command: ['node', 'worker.js'] });
    },
  );

  it('leaves the options of the command to the command', () => {
    expect(readCommandLine(['--json', '--', 'node', '--json', '--help', '--', 'x'])).toEqual({
      ...usual,
      json: true,
      command: ['node', '--json', '--help', '--', 'x'],
    });
    expect(readCommandLine(['--json', 'python3', '-u', 'worker.py'])).toEqual({
      ...usual,
      json: true,
      command: ['python3', '-u', 'worker.py'],
    });
  });

  it('takes dashes within the command for its own', () => {
    expect(readCommandLine(['--', 'npm', 'start', '--', '--fast'])).toEqual({
      ...usual,
      command: ['npm', 'start', '--', '--fast'],
    });
  });

  it.each([[['--help']], [['-h']], [['--', '--help']]])('%j asks for help', (args) => {
    expect(readCommandLine(args)).toBe('help');
  });

  it.each([[[]], [['--']], [['--json']], [['--json', '--']]])('%j has no command and is refused', (args) => {
    expect(() => readCommandLine(args)).toThrow('no command that starts a worker was given');
  });
});
