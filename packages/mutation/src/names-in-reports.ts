/** What Stryker asks of each place in the code before it changes it; a part of Babel's NodePath. */
interface Place {
  readonly node: { readonly type: string };
  readonly listKey?: string;
  readonly key: string | number | null;
  readonly parent: {
    readonly type: string;
    readonly callee?: { readonly type: string; readonly name?: string };
  };
}

/** Functions whose first argument is only what a report calls the line or the operation. */
const reporting = new Set(['mark', 'call']);

const reason =
  'the name is for reports: the simulation lists the lines that it has reached, and logs name operations';

/** A plugin of Stryker: leaves out the names by which reports call a line of the code. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'names-in-reports',
    value: {
      shouldIgnore({ node, listKey, key, parent }: Place): string | undefined {
        const isFirst = parent.type === 'CallExpression' && listKey === 'arguments' && key === 0;
        const isName = node.type === 'StringLiteral' && isFirst && reporting.has(parent.callee?.name ?? '');
        return isName ? reason : undefined;
      },
    },
  },
];
