import type { LogEntry } from '@callback-relay/local';

/** Hears everything that happens in a runtime: which verdicts the relay gave, and task tokens where they must not be. */
export interface LogWatch {
  hear(entry: LogEntry): void;
  /** The different verdicts in the relay's log. */
  verdicts(): readonly string[];
  /** How many different tokens were seen on their way to Step Functions. */
  tokens(): number;
  /** How many texts were held against them: messages, events and log lines. */
  texts(): number;
  /** The beginnings of the texts that hold a token, with where they were found. */
  leaks(): readonly string[];
}

const SHOWN_CHARACTERS = 200;

export function createLogWatch(): LogWatch {
  const tokens = new Set<string>();
  const texts: { readonly where: string; readonly text: string }[] = [];
  return {
    hear(entry) {
      if (entry.kind === 'line') texts.push({ where: `log of ${entry.functionName}`, text: entry.text });
      if (entry.kind !== 'call') return;
      const { service, operation, input } = entry;
      if (service === 'states' && operation.startsWith('SendTask')) tokens.add(String(input.taskToken));
      if (service === 'sqs' && operation.startsWith('SendMessage')) {
        texts.push({ where: `message to ${input.QueueUrl}`, text: JSON.stringify(input) });
      }
      if (service === 'events' && operation === 'PutEvents') {
        texts.push({ where: 'events on the bus', text: JSON.stringify(input) });
      }
    },
    verdicts: () => [...new Set(texts.flatMap(({ text }) => /"verdict":"([a-z-]+)"/.exec(text)?.[1] ?? []))],
    tokens: () => tokens.size,
    texts: () => texts.length,
    leaks: () =>
      texts
        .filter(({ text }) => [...tokens].some((token) => text.includes(token)))
        .map(({ where, text }) => `${where}: ${text.slice(0, SHOWN_CHARACTERS)}`),
  };
}
