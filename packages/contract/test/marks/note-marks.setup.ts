import { afterEach } from 'vitest';
import { onMark } from '../../src/runtime/mark.ts';

/** Notes the marks that each test meets: `marks-are-met.ts` reads them at the end. */

declare module 'vitest' {
  interface TaskMeta {
    marks?: readonly string[];
  }
}

const met = new Set<string>();
onMark((name) => met.add(name));

afterEach(({ task }) => {
  task.meta.marks = [...met];
  met.clear();
});
