/** What Stryker asks of each place in the code before it changes it; a part of Babel's NodePath. */
interface Place {
  readonly node: Node;
  readonly listKey?: string;
  readonly key: string | number | null;
  readonly parent: Node;
}

/** A part of Babel's nodes. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
  readonly expression?: Node;
  readonly consequent?: Node;
  readonly alternate?: Node | null;
}

/** Functions whose first argument is only what a report calls the line or the operation. */
const reporting = new Set(['mark', 'call']);

const reason =
  'for reports alone: the simulation lists the lines that it has reached, and logs name operations';

/** A plugin of Stryker: leaves out what only tells reports which line of the code was reached. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'names-in-reports',
    value: {
      shouldIgnore: (place: Place): string | undefined =>
        isName(place) || isMark(place.node) || isChoiceOfMarks(place.node) ? reason : undefined,
    },
  },
];

function isName({ node, listKey, key, parent }: Place): boolean {
  const isFirst = parent.type === 'CallExpression' && listKey === 'arguments' && key === 0;
  return node.type === 'StringLiteral' && isFirst && reporting.has(parent.callee?.name ?? '');
}

/** The statement `mark('name');`. */
function isMark(node: Node): boolean {
  const called = node.type === 'ExpressionStatement' ? node.expression : undefined;
  return called?.callee?.name === 'mark' && called.arguments?.length === 1;
}

/** An `if` that decides between marks, and nothing else. */
function isChoiceOfMarks({ type, consequent, alternate }: Node): boolean {
  const others = alternate === null || alternate === undefined || isMark(alternate);
  return type === 'IfStatement' && consequent !== undefined && isMark(consequent) && others;
}
