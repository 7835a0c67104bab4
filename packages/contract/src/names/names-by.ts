import { type NamedResource, type NamingScheme, type RelayNames, standardNaming } from './naming-scheme.ts';

/** What standard names begin with. */
export function standardPrefix(stage: string): string {
  return `callback-relay-${stage}`;
}

/** The names of a stage's resources by a scheme, by which teams and operators find them. */
export function namesBy(stage: string, naming: NamingScheme = standardNaming): RelayNames {
  const name = (kind: NamedResource['kind'], suffix: string, rest: Partial<NamedResource> = {}) =>
    naming({ kind, stage, standardName: `${standardPrefix(stage)}${suffix}`, ...rest });
  const queue = (kind: NamedResource['kind'], suffix: string, rest: Partial<NamedResource> = {}) => ({
    queue: name(kind, suffix, rest),
    deadLetters: name(kind, `${suffix}-dead-letters`, { ...rest, deadLetters: true }),
  });
  return {
    eventBus: name('eventBus', ''),
    callbacksTable: name('callbacksTable', '-callbacks'),
    relayFunction: name('relayFunction', '-relay'),
    relayQueue: queue('relayQueue', '-results'),
    deferredQueue: name('deferredQueue', '-deferred'),
    alarmTopic: name('alarmTopic', '-alarms'),
    dashboard: name('dashboard', ''),
    relayRole: (region) => name('relayRole', `-relay-${region}`, { region }),
    requesterFunction: (owner) => name('requesterFunction', `-${owner}-requester`, { owner }),
    requesterRole: (owner, region) =>
      name('requesterRole', `-${owner}-requester-${region}`, { owner, region }),
    workerFunction: (owner) => name('workerFunction', `-${owner}-worker`, { owner }),
    requestQueue: (owner) => queue('requestQueue', `-${owner}-requests`, { owner }),
    cancellationQueue: (owner) => queue('cancellationQueue', `-${owner}-cancellations`, { owner }),
    publisherFunction: (owner) => name('publisherFunction', `-${owner}-publisher`, { owner }),
    rule: (owner) => name('rule', `-${owner}`, { owner }),
    alarm: (owner) => name('alarm', `-${owner}`, { owner }),
  };
}
