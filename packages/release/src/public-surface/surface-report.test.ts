import { describe, expect, it } from 'vitest';
import { surfaceReport } from './surface-report.ts';

const files: Readonly<Record<string, string>> = {
  '/p/index.d.ts': `export { type Order, place as placeOrder } from './order.ts';
export type { Wide } from '@other/package';
`,
  '/p/order.d.ts': `import type { Item } from './item.ts';
/** What is ordered. */
export interface Order {
    /** At least one. */
    readonly items: readonly Item[];
    readonly hidden?: Inner;
}
interface Inner {
    readonly depth: number;
}
export declare function place(order: Order): string;
export declare function place(order: Order, at: Date): string;
`,
  '/p/item.d.ts': `export type Item = {
    readonly name: string;
} | {
    readonly code: number;
};
export type Unused = string;
`,
};
const report = (changed: Readonly<Record<string, string>> = {}) =>
  surfaceReport('p', [{ name: 'p', file: '/p/index.d.ts' }], (file) => ({ ...files, ...changed })[file]);

describe('the report of a public surface', () => {
  it('has what a door exports with signatures, and the types that these lead to', () => {
    expect(report()).toContain(`## p

\`\`\`ts
interface Order {
    readonly items: readonly Item[];
    readonly hidden?: Inner;
}
Wide: of @other/package
function place(order: Order): string;
function place(order: Order, at: Date): string;
\`\`\`

Types that these lead to:

\`\`\`ts
interface Inner {
    readonly depth: number;
}
type Item = {
    readonly name: string;
} | {
    readonly code: number;
};
\`\`\`
`);
  });

  it('changes with a signature, also of a type further down, and not with a comment or what is not exported', () => {
    const order = files['/p/order.d.ts'] ?? '';
    const item = files['/p/item.d.ts'] ?? '';
    expect(report({ '/p/order.d.ts': order.replace('at: Date', 'at?: Date') })).not.toBe(report());
    expect(report({ '/p/item.d.ts': item.replace('code: number', 'code: string') })).not.toBe(report());
    expect(report({ '/p/order.d.ts': order.replace('At least one.', 'Two.') })).toBe(report());
    expect(report({ '/p/item.d.ts': item.replace('Unused = string', 'Unused = number') })).toBe(report());
  });
});
