import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allNodes, graphOf, type HistoryEvent, lightingOf, readDefinition } from '../src/index.ts';
import { layOut } from '../src/layout/layout.ts';

const folder = fileURLToPath(new URL('../../../../shared/fidelity/histories/', import.meta.url));
const names = existsSync(folder) ? readdirSync(folder) : [];

/** Histories that AWS answered, kept beside the repository where they are; they are not part of it. */
describe.skipIf(names.length === 0)(
  'histories recorded from AWS (skipped where they are not beside the repository)',
  () => {
    it.each(names)(
      '%s: every state that was entered is lit, and none runs on once the execution has ended',
      (name) => {
        const recorded = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as {
          definition: unknown;
          events: HistoryEvent[];
        };
        const graph = graphOf(readDefinition(recorded.definition));
        // The recordings have a placeholder for each time.
        const events = recorded.events.map(({ timestamp: _, ...event }) => event);
        const lighting = lightingOf(events);
        const lights = allNodes(graph).map((node) => lighting.light(node.name).light);
        expect(lighting.status).not.toBe('unknown');
        expect(lights.some((light) => light !== 'idle')).toBe(true);
        if (lighting.status !== 'RUNNING') expect(lights).not.toContain('running');
        expect(layOut(graph).boxes).toHaveLength(allNodes(graph).length);
      },
    );
  },
);
