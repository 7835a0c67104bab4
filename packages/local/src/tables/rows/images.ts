import { crc32 } from 'node:zlib';
import { jsonIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemText, LONG_TEXT } from '../values/item-text.ts';

/** A log that has images. Each has its own, and removes them with what refers to them. */
export type ImageOwner = 'stream' | 'changes';

/**
 * What large items are before and after a change. A transaction may change a hundred of them: their texts are written
 * ahead, in turns of their own, so that the turn in which it takes effect writes no more than their numbers to the logs.
 */
export interface Images {
  /** Writes an item's text, where it is a long one. */
  stage(owner: ImageOwner, item: Attributes): void;
  /** The number of the image that was staged, which its owner refers to from now on. */
  take(owner: ImageOwner, item: Attributes): number | undefined;
  /** Removes what was staged and is not referred to. To be called at the end of each transaction that staged some. */
  discard(): void;
  read(id: number): Attributes;
  /** Of its text. */
  bytes(id: number): number;
  remove(id: number): void;
}

export function openImages(store: Store): Images {
  store.define(`
    CREATE TABLE IF NOT EXISTS table_images (
      id INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(item))
    );
    CREATE TABLE IF NOT EXISTS table_staged_images (
      id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(id))
    );
  `);
  const add = store.prepare('INSERT INTO table_images (item, checksum) VALUES (?, ?)');
  const stage = store.prepare('INSERT INTO table_staged_images VALUES (?1, checksum_of(?1))');
  const unstage = store.prepare('DELETE FROM table_staged_images WHERE id = ?');
  const read = store.prepare('SELECT item FROM table_images WHERE id = ?');
  const bytes = store.prepare('SELECT octet_length(item) AS bytes FROM table_images WHERE id = ?');
  const remove = store.prepare('DELETE FROM table_images WHERE id = ?');
  const staged: Record<ImageOwner, Map<Attributes, number>> = { stream: new Map(), changes: new Map() };

  const left = store.prepare('SELECT id FROM table_staged_images');
  let isAnyStaged = true;

  /** Also what a transaction took that was undone. */
  function discard(): void {
    if (!isAnyStaged) return;
    for (const images of Object.values(staged)) images.clear();
    for (const { id = null } of left.all())
      store.write(() => {
        remove.run(id);
        unstage.run(id);
      });
    isAnyStaged = false;
  }

  // A process that was killed may have left some.
  discard();
  return {
    stage(owner, item) {
      const text = itemText(item);
      if (text.length < LONG_TEXT) return;
      store.write(() => {
        const id = Number(add.run(text, crc32(text)).lastInsertRowid);
        stage.run(id);
        staged[owner].set(item, id);
        isAnyStaged = true;
      });
    },
    take(owner, item) {
      const id = staged[owner].get(item);
      if (id !== undefined) store.write(() => unstage.run(id));
      return id;
    },
    discard,
    read(id) {
      const row = read.get(id);
      if (row === undefined) throw new Error(`There is no image ${id}.`);
      return jsonIn(row, 'item');
    },
    bytes: (id) => Number(bytes.get(id)?.bytes ?? 0),
    remove: (id) => void store.write(() => remove.run(id)),
  };
}
