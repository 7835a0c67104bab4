/** What a declaration file says, as far as the report of a public surface needs it. */
export interface DeclarationFile {
  /** Text of each top-level declaration by its name, without comments; the overloads of a function together. */
  readonly declarations: ReadonlyMap<string, string>;
  /** Where a name of this file comes from: a name that is imported, or exported from another file. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The names that this file exports. */
  readonly exported: readonly string[];
}

export interface Origin {
  readonly name: string;
  /** As it is written: `./request.ts`, `@callback-relay/contract`. */
  readonly module: string;
}

const DECLARATION =
  /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:interface|type|class|function|const|enum|namespace) ([\w$]+)/;
const NAMES = /^(import|export) (?:type )?\{([^}]*)\}(?: from ['"]([^'"]+)['"])?/;

/**
 * Reads what tsc writes: every top-level statement begins at the first column, and what belongs to it is indented or
 * closes it.
 */
export function readDeclarationFile(text: string): DeclarationFile {
  const declarations = new Map<string, string>();
  const origins = new Map<string, Origin>();
  const exported = new Set<string>();
  for (const statement of statementsIn(text)) {
    const [, kind, names, module] = NAMES.exec(statement) ?? [];
    for (const { name, as } of namesIn(names ?? '')) {
      if (module !== undefined) origins.set(as, { name, module });
      if (kind === 'export') exported.add(as);
    }
    const name = DECLARATION.exec(statement)?.[1];
    if (name === undefined) continue;
    declarations.set(name, [declarations.get(name), bare(statement)].filter(Boolean).join('\n'));
    if (statement.startsWith('export ')) exported.add(name);
  }
  return { declarations, origins, exported: [...exported] };
}

function statementsIn(text: string): readonly string[] {
  const statements: string[] = [];
  for (const line of text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '').split('\n')) {
    if (line.trim() === '' || line.startsWith('//')) continue;
    if (/^[a-z]/.test(line)) statements.push(line);
    else if (statements.length > 0) statements.push(`${statements.pop()}\n${line}`);
  }
  return statements;
}

function namesIn(list: string): { readonly name: string; readonly as: string }[] {
  return list
    .split(',')
    .map((part) => part.trim().replace(/^type /, ''))
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', as = name] = part.split(/\s+as\s+/);
      return { name, as };
    });
}

/** Without what only the file needs. */
function bare(statement: string): string {
  return statement.replace(/^(?:export )?(?:declare )?/, '');
}
