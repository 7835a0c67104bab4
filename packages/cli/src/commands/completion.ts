import { OperatorError } from '@callback-relay/operator';
import type { Command } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** A script that completes commands and options: `source <(callback-relay completion bash)`. */
export function completion(program: Command, shell: string): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.map(({ long }) => long ?? '').filter(Boolean),
  }));
  const name = program.name();
  if (shell === 'fish') return fish(name, commands);
  if (shell === 'bash') return bash(name, commands);
  if (shell === 'zsh') return `autoload -U +X bashcompinit && bashcompinit\n${bash(name, commands)}`;
  throw new OperatorError(
    'invalid-input',
    `Completion is for ${shells.join(', ')}; given ${JSON.stringify(shell)}.`,
  );
}

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly string[];
}

function bash(name: string, commands: readonly Completed[]): string {
  const cases = commands.map((command) => `    ${command.name}) words="${command.options.join(' ')}" ;;`);
  return `_callback_relay() {
  local words="${commands.map((command) => command.name).join(' ')}"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map((command) => command.name).join(' ')}"; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _callback_relay ${name}
`;
}

function fish(name: string, commands: readonly Completed[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${name} -f -n __fish_use_subcommand -a ${command.name} -d '${command.description.replaceAll("'", '')}'`,
    ...command.options.map(
      (option) =>
        `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name}' -l ${option.slice(2)}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}
