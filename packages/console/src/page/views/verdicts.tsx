import { useState } from 'preact/hooks';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/notice.tsx';
import { VerdictTable } from '../parts/verdict-table.tsx';
import { verdicts } from '../state/live.ts';

const mostShown = 500;

/** What the relay decides, as it does; counts by verdict, of which each filters. */
export function VerdictsView() {
  const [only, setOnly] = useState<string>();
  const [search, setSearch] = useState('');
  const all = verdicts.value;
  const counts = Map.groupBy(all, ({ verdict }) => verdict);
  const found = all.filter(
    ({ verdict, correlationId, event }) =>
      (only === undefined || verdict === only) &&
      `${correlationId} ${event.source}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <section class="page">
      <header class="bar-head">
        <h1>Verdicts</h1>
        <span class="count">{all.length.toLocaleString()} in a day</span>
        <input
          type="search"
          aria-label="Search"
          placeholder="Search ID or source"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </header>
      {all.length === 0 ? (
        <Empty title="No verdicts yet">
          <p>Every result event ends in exactly one verdict, and each shows here as the relay gives it.</p>
        </Empty>
      ) : (
        <>
          <fieldset class="filters">
            <legend class="hidden">Only one verdict</legend>
            {[...counts].map(([verdict, entries]) => (
              <button
                key={verdict}
                type="button"
                aria-pressed={only === verdict}
                onClick={() => setOnly(only === verdict ? undefined : verdict)}
              >
                <Chip word={verdict} /> {entries.length}
              </button>
            ))}
          </fieldset>
          <div class="card">
            <VerdictTable entries={found.slice(0, mostShown)} withId />
            {found.length > mostShown && (
              <p class="muted">
                The newest {mostShown} of {found.length}.
              </p>
            )}
          </div>
        </>
      )}
    </section>
  );
}
