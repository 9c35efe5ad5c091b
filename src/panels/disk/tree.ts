import type { LogDirEntry } from '../../contract/query';

export interface FileInfo {
  readonly name: string;
  readonly sizeBytes: number;
}

/** A file by where it stands: in a folder, or in log.dirs itself (null). */
export interface FileRef {
  readonly folder: string | null;
  readonly name: string;
}

/** A line of the tree of log.dirs. */
export interface TreeRow {
  readonly id: string;
  readonly level: number;
  /** Null: at the top. */
  readonly parent: string | null;
  /** From 1, among its siblings. */
  readonly place: number;
  readonly of: number;
  readonly name: string;
  /** Null: nothing to open. */
  readonly open: boolean | null;
  readonly what:
    | { readonly type: 'group'; readonly folders: number }
    | { readonly type: 'folder'; readonly entry: LogDirEntry }
    | { readonly type: 'file'; readonly file: FileRef; readonly sizeBytes: number };
}

/** Folders of one topic of Kafka's own stand in one line from this many on. */
const GROUP_FROM = 4;
const DELETED_FOLDER = /-delete$/;

export const folderOf = (topic: string, partition: number): string => `${topic}-${partition}`;

/** A folder that waits for its deletion: its topic is gone, and so is its log. */
export const isDeletedFolder = (name: string): boolean => DELETED_FOLDER.test(name);

export const fileRowId = (file: FileRef): string => `${file.folder ?? ''}/${file.name}`;
const groupRowId = (topic: string): string => `${topic}-*`;

/** Lines that must be open for a folder's files to be seen. */
export const openedFor = (topic: string, partition: number): string[] => [
  groupRowId(topic),
  folderOf(topic, partition),
];

/** The lines that are seen, from top to bottom. `folders` has the files of the folders that were opened. */
export function treeRows(
  entries: readonly LogDirEntry[],
  folders: ReadonlyMap<string, readonly FileInfo[]>,
  opened: ReadonlySet<string>,
): TreeRow[] {
  const counts = new Map<string, number>();
  for (const { partition } of entries) {
    if (partition !== undefined) counts.set(partition.topic, (counts.get(partition.topic) ?? 0) + 1);
  }
  const groupOf = (entry: LogDirEntry): string | null => {
    const topic = entry.partition?.topic;
    return topic?.startsWith('__') === true && (counts.get(topic) ?? 0) >= GROUP_FROM ? topic : null;
  };
  const rows: TreeRow[] = [];
  const groups = [...new Set(entries.map(groupOf).filter((group) => group !== null))];
  const top = entries.filter((entry) => groupOf(entry) === null).length + groups.length;
  let place = 0;
  const told = new Set<string>();
  for (const entry of entries) {
    const group = groupOf(entry);
    if (group === null) {
      place += 1;
      rows.push(...entryRows(entry, { level: 1, parent: null, place, of: top }, folders, opened));
      continue;
    }
    if (told.has(group)) continue;
    told.add(group);
    place += 1;
    const members = entries.filter((each) => groupOf(each) === group);
    const id = groupRowId(group);
    const open = opened.has(id);
    const what = { type: 'group' as const, folders: members.length };
    rows.push({ id, level: 1, parent: null, place, of: top, name: `${group}-…`, open, what });
    if (!open) continue;
    members.forEach((each, at) => {
      const where = { level: 2, parent: id, place: at + 1, of: members.length };
      rows.push(...entryRows(each, where, folders, opened));
    });
  }
  return rows;
}

type Where = Pick<TreeRow, 'level' | 'parent' | 'place' | 'of'>;

function entryRows(
  entry: LogDirEntry,
  where: Where,
  folders: ReadonlyMap<string, readonly FileInfo[]>,
  opened: ReadonlySet<string>,
): TreeRow[] {
  if (entry.kind === 'file') return [fileRow({ folder: null, name: entry.name }, entry.sizeBytes, where)];
  const canOpen = entry.partition !== undefined && !isDeletedFolder(entry.name);
  const open = opened.has(entry.name);
  const row: TreeRow = {
    ...where,
    id: entry.name,
    name: entry.name,
    open: canOpen ? open : null,
    what: { type: 'folder', entry },
  };
  if (!canOpen || !open) return [row];
  const files = folders.get(entry.name) ?? [];
  return [
    row,
    ...files.map((file, at) =>
      fileRow({ folder: entry.name, name: file.name }, file.sizeBytes, {
        level: where.level + 1,
        parent: row.id,
        place: at + 1,
        of: files.length,
      }),
    ),
  ];
}

const fileRow = (file: FileRef, sizeBytes: number, where: Where): TreeRow => ({
  ...where,
  id: fileRowId(file),
  name: file.name,
  open: null,
  what: { type: 'file', file, sizeBytes },
});
