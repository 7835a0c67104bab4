import { isObject, type Json } from '../json.ts';
import { innerMachines } from './program.ts';
import { fieldOf, type Machine, type QueryLanguageName, type State } from './state.ts';

/** Texts within quotes, regular expressions and comments: what looks like a variable there is none. */
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*.*?\*\//gs;

const BOUND = /\$([A-Za-z_]\w*)\s*:=/g;
const PARAMETERS = /(?:function|λ)\s*\(([^)]*)\)/g;

const namesIn = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/** Variables of an expression that it does not bind itself; `$name(` is a function. */
const inJsonata = (text: string): string[] => {
  const expression = /^\{%(.*)%\}$/s.exec(text)?.[1]?.replace(QUOTED, '');
  if (expression === undefined) return [];
  const parameters = namesIn(PARAMETERS, expression).flatMap((list) => namesIn(/\$([A-Za-z_]\w*)/g, list));
  const own = new Set(['states', ...namesIn(BOUND, expression), ...parameters]);
  return namesIn(/\$([A-Za-z_]\w*)\b(?!\s*\()/g, expression).filter((name) => !own.has(name));
};

/** A path or an intrinsic function: `$name` is a variable wherever it is not within quotes. */
const inJsonPath = (text: string): string[] =>
  namesIn(/(?<![\w$])\$([\p{L}_][\p{L}\p{N}_]*)/gu, text.replace(QUOTED, ''));

/** Members of a JSONPath state whose text is a path. */
const isPathField = (name: string): boolean =>
  name.endsWith('.$') || name.endsWith('Path') || name === 'Variable';

const inValue = (value: Json, name: string, language: QueryLanguageName): string[] => {
  if (typeof value === 'string') {
    if (language === 'JSONata') return inJsonata(value);
    return isPathField(name) ? inJsonPath(value) : [];
  }
  if (Array.isArray(value)) return value.flatMap((item) => inValue(item, name, language));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([member, inner]) => inValue(inner, member, language));
};

/** Fields that are other machines, or no expression. */
const ELSEWHERE: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor', 'Iterator', 'Result']);

const inState = (state: State, language: QueryLanguageName): string[] => {
  const names = Object.keys(state).filter((name) => !ELSEWHERE.has(name));
  return [...new Set(names.flatMap((name) => inValue(fieldOf(state, name) ?? null, name, language)))].sort();
};

/** The variables that each state refers to, by the state's name, as DescribeStateMachine lists them. */
export const variableReferences = (
  machine: Machine,
  top: QueryLanguageName = machine.QueryLanguage ?? 'JSONPath',
): Record<string, string[]> =>
  Object.assign(
    {},
    ...Object.entries(machine.States).map(([name, state]) => {
      const names = inState(state, state.QueryLanguage ?? top);
      return names.length === 0 ? {} : { [name]: names };
    }),
    ...Object.values(machine.States).flatMap((state) =>
      innerMachines(state).map((inner) => variableReferences(inner, top)),
    ),
  );
