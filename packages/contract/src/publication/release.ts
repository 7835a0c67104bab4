import { isDeepStrictEqual } from 'node:util';
import { breakingChanges } from './breaking-change.ts';
import type { JsonSchema } from './json-schema.ts';
import { withoutAnnotations } from './keyword-change.ts';
import type { PublishedMessage } from './published-message.ts';

/** The schemas of a release, by message name. */
export type Release = ReadonlyMap<string, JsonSchema>;

/** The newest of `versions` that is of the same major as `current`: the one that today's schemas must not break with. */
export function lastRelease(versions: readonly string[], current: string): string | undefined {
  const [major] = numbers(current);
  return versions
    .filter((version) => numbers(version)[0] === major)
    .toSorted((a, b) => numbers(a)[1] - numbers(b)[1])
    .at(-1);
}

/** What keeps today's schemas from being published under `current`, after `released`: one line a finding. */
export function findingsSince(
  released: { readonly version: string; readonly schemas: Release },
  current: { readonly version: string; readonly schemas: Release },
  messages: readonly PublishedMessage[],
): readonly string[] {
  const breaking = [...released.schemas].flatMap(([name, before]) => {
    const after = current.schemas.get(name);
    if (after === undefined) return [`${name} was removed: it needs a new major version`];
    const ends = messages.find((message) => message.name === name);
    return breakingChanges(before, after).map(({ path, what, hurts }) => {
      const whom = hurts.map((end) =>
        end === 'older writers' ? `an older ${ends?.writer}` : `an older ${ends?.reader}`,
      );
      return `${name}: ${path === '' ? 'the message' : path} ${what}, which breaks ${whom.join(' and ')}: it needs a new major version`;
    });
  });
  if (breaking.length > 0 || released.version !== current.version) return breaking;
  const bare = (schemas: Release) =>
    new Map([...schemas].map(([name, schema]) => [name, withoutAnnotations(schema)]));
  if (isDeepStrictEqual(bare(released.schemas), bare(current.schemas))) return [];
  return [
    `the schemas have grown since ${released.version} was released: raise currentVersion in src/version.ts`,
  ];
}

function numbers(version: string): readonly [major: number, minor: number] {
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  return [major, minor];
}
