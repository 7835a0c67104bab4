import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('reads the folder, the team and the language', () => {
  expect(readOptions(['shop', '--team', 'worker', '--language', 'python'])).toEqual({
    folder: 'shop',
    team: 'worker',
    language: 'python',
    json: false,
    help: false,
  });
});

it.each([
  [['--team', 'platform'], 'there is no team "platform"; there is requester, worker, relay, all'],
  [['--language', 'cobol'], 'there is no language "cobol"; there is typescript, python'],
  [['--team', 'relay', '--language', 'python'], 'the project of the team "relay" has no worker'],
  [['--deploy', 'terraform'], 'there is no tool to deploy with called "terraform"; there is cdk, sam'],
  [['--deploy', 'sam', '--team', 'relay'], '--deploy sam makes a worker in Python'],
  [['--deploy', 'sam', '--language', 'typescript'], '--deploy sam makes a worker in Python'],
  [['one', 'two'], 'one folder can be made, not one and two'],
  [['--colour'], "Unknown option '--colour'"],
])('refuses %j, and says why', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
