import type { Engine } from '../engine/engine.ts';
import type { StreamViewType } from '../schema/table.ts';

/**
 * The label of every stream that a template gives a table. The ARN is made of it, which policies and mappings need
 * before the table is there, and which must be the same after a restart: so it is no moment of its own.
 */
const TEMPLATE_LABEL = '2000-01-01T00:00:00.000';

export function templateStreamArn(tableArn: string): string {
  return `${tableArn}/stream/${TEMPLATE_LABEL}`;
}

/** Turns the stream on, with the records that it has; or off, where the template has none any more. */
export function setTemplateStream(engine: Engine, name: string, viewType: StreamViewType | undefined): void {
  const table = engine.tables.get(name);
  const { stream } = table;
  if (viewType !== undefined) {
    const policy = stream?.label === TEMPLATE_LABEL ? stream.policy : undefined;
    engine.tables.put({
      ...table,
      stream: { label: TEMPLATE_LABEL, viewType, enabled: true, ...(policy && { policy }) },
    });
  } else if (stream?.label === TEMPLATE_LABEL && stream.enabled) {
    engine.tables.put({ ...table, stream: { ...stream, enabled: false } });
  }
}
