import { isMembers, type Shape } from './shape.ts';

/** Long enough to be recognised: DynamoDB itself shows requests of megabytes in full. */
const LONGEST = 10_000;

/** A member's value as DynamoDB's messages show it, by the shapes of its API model. */
export function showMember(shape: Shape, data: unknown): string {
  const shown = show(shape, data);
  if (shown.length <= LONGEST) return shown;
  // The brackets that close the value stay, because clients match on them.
  const closing = /[\])}]*$/.exec(shown.slice(-8))?.[0] ?? '';
  return `${shown.slice(0, LONGEST)}...${closing}`;
}

function show(shape: Shape, data: unknown): string {
  if (data === undefined || data === null) return 'null';
  switch (shape.kind) {
    case 'list':
      return `[${joined(Array.isArray(data) ? data : [], (element) => show(shape.of, element))}]`;
    case 'map':
      return `{${joined(Object.entries(data), ([key, element]) => `${key}=${show(shape.of, element)}`)}}`;
    case 'structure': {
      const members = Object.entries(shape.members);
      const shown = members.map(
        ([name, member]) => `${lowerFirst(name)}=${show(member, isMembers(data) ? data[name] : undefined)}`,
      );
      return `${shape.name}(${shown.join(', ')})`;
    }
    case 'value':
      return showAttributeValue(isMembers(data) ? data : {});
    default:
      return String(data);
  }
}

/** No further than it is shown. */
function joined<Element>(elements: readonly Element[], shown: (element: Element) => string): string {
  let text = '';
  for (const element of elements) {
    if (text.length > LONGEST) break;
    text += `${text === '' ? '' : ', '}${shown(element)}`;
  }
  return text;
}

const types = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'];

function showAttributeValue(data: Readonly<Record<string, unknown>>): string {
  const shown = types.map(
    (type) => `${lowerFirst(type)}=${data[type] === undefined ? null : showContent(data[type])}`,
  );
  return `AttributeValue(${shown.join(', ')})`;
}

function showContent(content: unknown): string {
  return typeof content === 'object' ? JSON.stringify(content) : String(content);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
