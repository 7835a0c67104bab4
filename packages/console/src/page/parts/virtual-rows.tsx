// biome-ignore-all lint/a11y/useSemanticElements: a table's rows cannot be placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface VirtualRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly label: string;
  /** Pixels. */
  readonly rowHeight: number;
  readonly keyOf: (row: Row) => string;
  readonly header: ComponentChildren;
  readonly cells: (row: Row) => ComponentChildren;
  /** Enter, or a click on the row. */
  readonly open: (row: Row) => void;
}

const beyond = 8;

/**
 * Rows of which only those in sight are in the document, so that ten thousand scroll as ten do. Arrow keys, Page Up and Down,
 * Home and End move; Enter opens.
 */
export function VirtualRows<Row>({
  rows,
  label,
  rowHeight,
  keyOf,
  header,
  cells,
  open,
}: VirtualRowsProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - beyond);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + beyond);
  const chosen = Math.min(active, Math.max(0, rows.length - 1));
  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    setActive(to);
    const element = box.current;
    if (element === null) return;
    const [above, below] = [to * rowHeight, (to + 2) * rowHeight - element.clientHeight];
    element.scrollTop = Math.max(below, Math.min(above, element.scrollTop));
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const target = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      PageDown: chosen + page,
      PageUp: chosen - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && rows[chosen] !== undefined) open(rows[chosen] as Row);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      ref={box}
      onKeyDown={press}
      aria-activedescendant={rows.length > 0 ? `row-${chosen}` : undefined}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" aria-rowindex={1} class="grid-row head">
          {header}
        </div>
      </div>
      <div role="rowgroup" class="grid-body" style={{ height: `${rows.length * rowHeight}px` }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          return (
            <div
              key={keyOf(row)}
              id={`row-${index}`}
              role="row"
              aria-rowindex={index + 2}
              class={`grid-row${index === chosen ? ' active' : ''}`}
              style={{ transform: `translateY(${index * rowHeight}px)` }}
              onClick={() => {
                setActive(index);
                open(row);
              }}
            >
              {cells(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
