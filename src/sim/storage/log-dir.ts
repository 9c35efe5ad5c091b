import { partitionName } from '../../contract/ids';
import { utf8Decode, utf8Encode } from '../protocol/utf8';
import { cleanShutdownText, CLEAN_SHUTDOWN_FILE, parseCleanShutdown } from './clean-shutdown';
import {
  OFFSET_CHECKPOINTS,
  offsetCheckpointText,
  parseOffsetCheckpoint,
  type OffsetCheckpoint,
  type PartitionOffset,
} from './checkpoints';
import { deletedFolderName, strayFolderName } from './file-names';
import { byName, type FileInfo } from './file-view';
import { META_PROPERTIES, metaPropertiesText, type MetaProperties } from './meta-properties';
import type { PartitionLog } from './partition-log';

/** Held by the broker that runs on the directory; empty. */
const LOCK_FILE = '.lock';

export interface LogDirOptions extends MetaProperties {
  /** As in `log.dirs`: `/var/lib/kafka/data`. */
  readonly path: string;
  /** When it was formatted, epoch ms. */
  readonly nowMs: number;
}

/** The directory as plain data. */
export interface LogDirTree {
  readonly path: string;
  readonly files: readonly FileInfo[];
  readonly folders: readonly FolderInfo[];
}

/**
 * In use; or its replica is not here any more, and it goes when file.delete.delay.ms is over; or it was found at a start,
 * and nobody knows of it: it stays until a person comes.
 */
export type FolderState = 'used' | 'deleted' | 'stray';

export interface FolderInfo {
  /** `Topic-A-0`, `Topic-A-0.<id>-delete`, or `Topic-A-0.<id>-stray`. */
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly state: FolderState;
  readonly files: readonly FileInfo[];
}

/** One replica as DescribeLogDirs tells of it. */
export interface ReplicaSize {
  readonly topic: string;
  readonly partition: number;
  /** Of its .log files. */
  readonly sizeBytes: number;
}

interface Folder {
  readonly topic: string;
  readonly partition: number;
  readonly log: PartitionLog;
  readonly state: FolderState;
  /** When a deleted one goes, epoch ms. */
  readonly dueMs: number | null;
}

/** One of a broker's `log.dirs`: a folder for each replica, and the files beside them. Kafka: LogManager. */
export class LogDir {
  readonly path: string;
  #files = new Map<string, Uint8Array>();
  #folders = new Map<string, Folder>();

  constructor({ path, nowMs, ...meta }: LogDirOptions) {
    this.path = path;
    this.#write(META_PROPERTIES, metaPropertiesText(meta, nowMs));
  }

  // ---- the life of the broker

  /** A broker starts on the directory. */
  lock(): void {
    this.#write(LOCK_FILE, '');
    for (const kind of Object.keys(OFFSET_CHECKPOINTS) as OffsetCheckpoint[]) {
      if (!this.#files.has(OFFSET_CHECKPOINTS[kind])) this.#write(OFFSET_CHECKPOINTS[kind], '');
    }
  }

  /** Logs are about to be loaded. Returns whether the last broker ended in good order; the next cannot say so by this one's file. */
  takeCleanShutdown(): boolean {
    return this.#files.delete(CLEAN_SHUTDOWN_FILE);
  }

  /** Epoch of the broker that ended in good order, and left its file; -1 after anything else, and while one runs. */
  get cleanShutdownEpoch(): number {
    const bytes = this.#files.get(CLEAN_SHUTDOWN_FILE);
    return bytes === undefined ? -1 : parseCleanShutdown(utf8Decode(bytes));
  }

  /** The broker ends in good order, its logs closed and its checkpoints written. */
  markCleanShutdown(brokerEpoch: number): void {
    this.#write(CLEAN_SHUTDOWN_FILE, cleanShutdownText(brokerEpoch));
  }

  // ---- replicas

  /** Adds a replica's log, or puts another in its place (recovery makes a new one of the same files). */
  put(topic: string, partition: number, log: PartitionLog): void {
    this.#folders.set(partitionName(topic, partition), { topic, partition, log, state: 'used', dueMs: null });
  }

  get(topic: string, partition: number): PartitionLog | null {
    return this.#folders.get(partitionName(topic, partition))?.log ?? null;
  }

  /** Logs of the topics that are not deleted, by topic and partition. */
  replicas(): { readonly topic: string; readonly partition: number; readonly log: PartitionLog }[] {
    return [...this.#folders.values()].filter(({ state }) => state === 'used').sort(byPartition);
  }

  /**
   * The topic is deleted: its folder gets another name, made with 32 hexadecimal digits, and goes at `dueMs` (now and the
   * broker's log.segment.delete.delay.ms). Returns the name, null if there is no such replica.
   */
  renameForDelete(topic: string, partition: number, id: string, dueMs: number): string | null {
    const folder = this.#folders.get(partitionName(topic, partition));
    if (folder === undefined) return null;
    this.#folders.delete(partitionName(topic, partition));
    const name = deletedFolderName(topic, partition, id);
    this.#folders.set(name, { ...folder, state: 'deleted', dueMs });
    return name;
  }

  /** The metadata does not know of this replica here: its folder is put aside. Kafka: LogManager.addStrayLog. */
  renameStray(topic: string, partition: number, id: string): void {
    const folder = this.#folders.get(partitionName(topic, partition));
    if (folder === undefined) return;
    this.#folders.delete(partitionName(topic, partition));
    this.#folders.set(strayFolderName(topic, partition, id), { ...folder, state: 'stray' });
  }

  /** Folders that were to be deleted wait as long again after a start. */
  postponeDeletions(dueMs: number): void {
    for (const [name, folder] of this.#folders) {
      if (folder.state === 'deleted') this.#folders.set(name, { ...folder, dueMs });
    }
  }

  /** When the next deleted folder is due to go, epoch ms; null without any. */
  get nextUnlinkMs(): number | null {
    const due = [...this.#folders.values()].flatMap(({ dueMs }) => (dueMs === null ? [] : [dueMs]));
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Takes the deleted folders off the disk whose time has come; returns their names. */
  unlinkDeleted(nowMs: number): string[] {
    const due = [...this.#folders].filter(([, { dueMs }]) => dueMs !== null && dueMs <= nowMs).map(([name]) => name);
    for (const name of due) this.#folders.delete(name);
    return due;
  }

  // ---- checkpoints

  /** Writes a checkpoint; entries come in order of topic and partition. */
  checkpoint(kind: OffsetCheckpoint, offsets: readonly PartitionOffset[]): void {
    this.#write(OFFSET_CHECKPOINTS[kind], offsetCheckpointText(offsets.toSorted(byPartition)));
  }

  /** Up to where each log is on the disk for sure. Every log.flush.offset.checkpoint.interval.ms. */
  checkpointRecoveryPoints(): void {
    const points = this.replicas().map(({ topic, partition, log }) => ({
      topic,
      partition,
      offset: log.recoveryPoint,
    }));
    this.checkpoint('recoveryPoint', points);
  }

  /** Where logs begin; one that begins where its first segment does needs no entry. Every log.flush.start.offset.checkpoint.interval.ms. */
  checkpointLogStarts(): void {
    const moved = this.replicas().filter(({ log }) => log.logStartOffset > (log.segments[0]?.baseOffset ?? 0));
    this.checkpoint(
      'logStartOffset',
      moved.map(({ topic, partition, log }) => ({ topic, partition, offset: log.logStartOffset })),
    );
  }

  /** What a checkpoint says; empty without one. */
  checkpointed(kind: OffsetCheckpoint): PartitionOffset[] {
    const bytes = this.#files.get(OFFSET_CHECKPOINTS[kind]);
    return bytes === undefined ? [] : parseOffsetCheckpoint(kind, utf8Decode(bytes));
  }

  // ---- what is to be seen

  tree(): LogDirTree {
    const files = [...this.#files].map(([name, { length }]) => ({ name, sizeBytes: length })).sort(byName);
    const folders = [...this.#folders].map(([name, { topic, partition, log, state }]) => {
      return { name, topic, partition, state, files: log.files() };
    });
    return { path: this.path, files, folders: folders.sort(byName) };
  }

  /** Bytes of `meta.properties` or `Topic-A-0/00000000000000000000.log`; null if there is no such file. */
  fileBytes(path: string, from = 0, to?: number): Uint8Array | null {
    const slash = path.indexOf('/');
    if (slash < 0) return this.#files.get(path)?.slice(from, to) ?? null;
    return this.#folders.get(path.slice(0, slash))?.log.fileBytes(path.slice(slash + 1), from, to) ?? null;
  }

  /** For DescribeLogDirs. */
  replicaSizes(): ReplicaSize[] {
    return this.replicas().map(({ topic, partition, log }) => ({ topic, partition, sizeBytes: log.sizeBytes }));
  }

  #write(name: string, text: string): void {
    this.#files.set(name, utf8Encode(text));
  }
}

type Named = { readonly topic: string; readonly partition: number };

const byPartition = (a: Named, b: Named): number =>
  a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition;
