import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecords, type DecodedRecord } from '../../../src/sim/protocol/record-batch';
import { logToClean } from '../../../src/sim/storage/compaction/cleanable';
import { applyCompaction, compact } from '../../../src/sim/storage/compaction/compact';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { crash, shutDown } from '../../../src/sim/storage/crash';
import { PartitionLog, type StoredBatch } from '../../../src/sim/storage/partition-log';
import { loadLog } from '../../../src/sim/storage/recovery';
import { stored, record } from './batches';

const T = 1_700_000_000_000;

type Op =
  | { readonly op: 'append'; readonly batches: readonly (readonly [key: number, timeMs: number][])[] }
  | { readonly op: 'wait'; readonly ms: number }
  | { readonly op: 'commit' | 'retention' | 'compact' | 'restart' }
  | { readonly op: 'truncate' | 'deleteRecords' | 'crash'; readonly by: number };

/** Key 0 is none; every third value of a key is a tombstone. */
const recordArbitrary = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 60 }));
const opArbitrary: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .array(fc.array(recordArbitrary, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((batches): Op => ({ op: 'append', batches })),
  },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 200 }).map((ms): Op => ({ op: 'wait', ms })) },
  { weight: 8, arbitrary: fc.constant<Op>({ op: 'commit' }) },
  { weight: 5, arbitrary: fc.constant<Op>({ op: 'retention' }) },
  { weight: 5, arbitrary: fc.constant<Op>({ op: 'compact' }) },
  { weight: 1, arbitrary: fc.constant<Op>({ op: 'restart' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constantFrom('truncate' as const, 'deleteRecords' as const, 'crash' as const),
      by: fc.integer({ min: 0, max: 12 }),
    }),
  },
);

const settingsArbitrary = fc.record({
  'segment.bytes': fc.constantFrom('200', '400', '1000'),
  'segment.ms': fc.constantFrom('50', '604800000'),
  'index.interval.bytes': fc.constantFrom('0', '100', '4096'),
  'retention.ms': fc.constantFrom('100', '-1'),
  'retention.bytes': fc.constantFrom('-1', '600'),
  'cleanup.policy': fc.constantFrom('delete', 'compact', 'compact,delete'),
  'delete.retention.ms': fc.constantFrom('0', '40'),
});

interface KnownRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: string | null;
  readonly isTombstone: boolean;
  readonly batch: number;
}

/** Records in a list, and nothing else. */
class Model {
  records: KnownRecord[] = [];
  /** When tombstones of a batch may go. */
  horizons = new Map<number, number>();

  append({ baseOffset, bytes }: StoredBatch): void {
    for (const one of decodeRecords(bytes)) this.records.push({ ...known(one), batch: baseOffset });
  }

  /** Whole batches behind the offset. */
  truncateTo(offset: number): void {
    const cut = Math.min(...this.records.filter((one) => one.offset >= offset).map(({ batch }) => batch));
    this.records = this.records.filter(({ batch }) => batch < cut);
  }

  compact(firstDirtyOffset: number, endOffset: number, nowMs: number, deleteRetentionMs: number): void {
    const latest = new Map<string, number>();
    for (const { key, offset } of this.records) {
      if (key !== null && offset >= firstDirtyOffset && offset < endOffset) latest.set(key, offset);
    }
    this.records = this.records.filter(({ offset, key, isTombstone, batch }) => {
      if (offset >= endOffset) return true;
      if (key === null || offset < (latest.get(key) ?? -1)) return false;
      return !isTombstone || nowMs < (this.horizons.get(batch) ?? Infinity);
    });
    for (const { offset, isTombstone, batch } of this.records) {
      if (offset < endOffset && isTombstone && !this.horizons.has(batch)) {
        this.horizons.set(batch, nowMs + deleteRetentionMs);
      }
    }
  }
}

const known = ({ offset, timestampMs, key, value }: DecodedRecord): Omit<KnownRecord, 'batch'> => ({
  offset,
  timestampMs,
  key: key === null ? null : Buffer.from(key).toString(),
  isTombstone: value === null,
});

class Subject {
  readonly model = new Model();
  readonly #config;
  log: PartitionLog;
  nowMs = T;
  highWatermark = 0;
  #checkpoint: number | null = null;

  constructor(settings: Record<string, string>) {
    this.#config = logConfig(settings, {}, { segmentBytesMin: 14 });
    this.log = new PartitionLog({ config: this.#config, nowMs: T });
  }

  do(op: Op): void {
    const { log, model, nowMs } = this;
    switch (op.op) {
      case 'append': {
        let base = log.logEndOffset;
        const batches = op.batches.map((records) => {
          const init = records.map(([key, timeMs], i) =>
            record(key === 0 ? '=v' : `k${key}${(base + i) % 3 === 0 ? '' : '=v'}`, nowMs - timeMs),
          );
          const batch = stored(base, { records: init });
          base = batch.lastOffset + 1;
          return batch;
        });
        if (batches.reduce((sum, { bytes }) => sum + bytes.length, 0) > this.#config.segmentBytes) return;
        if (batches.length === 1) log.append(batches[0]!, nowMs);
        else log.appendAsFollower(batches, nowMs);
        for (const batch of batches) model.append(batch);
        return;
      }
      case 'wait':
        this.nowMs += op.ms;
        log.unlinkDeleted(this.nowMs);
        return;
      case 'commit':
        this.highWatermark = log.logEndOffset;
        return;
      case 'retention': {
        const before = log.logStartOffset;
        const { deleted } = log.deleteOldSegments(nowMs, this.highWatermark);
        expect(log.logStartOffset).toBeLessThanOrEqual(Math.max(this.highWatermark, before));
        for (const one of deleted.filter(({ reason }) => reason === 'time')) {
          expect(nowMs - one.largestTimestampMs).toBeGreaterThan(this.#config.retentionMs);
        }
        return;
      }
      case 'compact': {
        const params = { checkpoint: this.#checkpoint, lastStableOffset: this.highWatermark, nowMs };
        const toClean = logToClean(log, params);
        if (!this.#config.cleanupPolicy.compact || toClean.cleanableBytes === 0) return;
        const compaction = compact(log, toClean, nowMs);
        applyCompaction(log, compaction, nowMs);
        this.#checkpoint = compaction.report.endOffset;
        model.compact(toClean.firstDirtyOffset, this.#checkpoint, nowMs, this.#config.deleteRetentionMs);
        return;
      }
      case 'deleteRecords':
        if (this.highWatermark - op.by >= 0) log.deleteRecordsTo(this.highWatermark - op.by, this.highWatermark);
        return;
      case 'truncate': {
        const to = Math.max(this.highWatermark, log.logEndOffset - op.by);
        log.truncateTo(to, nowMs);
        model.truncateTo(to);
        return;
      }
      case 'restart':
        this.#load(true);
        return;
      case 'crash':
        this.#load(false, op.by * 100);
    }
  }

  #load(hadCleanShutdown: boolean, flushedBytes = 0): void {
    const { log } = this;
    const image = hadCleanShutdown ? shutDown(log) : crash(log, Math.max(0, log.sizeBytes - flushedBytes));
    const { recoveryPoint, logStartOffset } = image;
    const params = { config: this.#config, nowMs: this.nowMs, hadCleanShutdown, recoveryPoint, logStartOffset };
    this.log = loadLog(image, params).log;
    this.highWatermark = Math.min(this.highWatermark, this.log.logEndOffset);
    this.model.truncateTo(this.log.logEndOffset);
  }

  /** Everything that a reader can find out, against the list. */
  check(): void {
    const { log, model } = this;
    const visible = model.records.filter(({ offset }) => offset >= log.logStartOffset);
    const read: DecodedRecord[] = [];
    for (let at = log.logStartOffset; at < log.logEndOffset;) {
      const { batches } = log.read(at, log.logEndOffset, 150, true);
      for (const batch of batches) read.push(...decodeRecords(batch.bytes));
      at = (batches.at(-1)?.lastOffset ?? log.logEndOffset - 1) + 1;
    }
    expect(read.filter(({ offset }) => offset >= log.logStartOffset).map(known)).toEqual(
      visible.map(({ offset, timestampMs, key, isTombstone }) => ({ offset, timestampMs, key, isTombstone })),
    );
    for (const segment of log.segments) {
      const { offsetIndex, log: file } = segment;
      for (let slot = 0; slot < offsetIndex.entries; slot++) {
        const { offset, position } = offsetIndex.entry(slot);
        const at = file.slotOfPosition(position);
        if (file.positionOf(at) !== position || file.batches[at]?.lastOffset !== offset) {
          throw new Error(`entry ${offset} at ${position} of segment ${segment.baseOffset} is no batch`);
        }
      }
    }
    for (let offset = log.logStartOffset; offset < log.logEndOffset; offset += 3) {
      const [first] = log.read(offset, log.logEndOffset, 1, true).batches;
      const { found } = log.explainLookup(offset);
      if (found?.baseOffset !== first?.baseOffset) throw new Error(`look-up of ${offset}: ${found?.baseOffset}`);
    }
    for (const timestampMs of [T, this.nowMs - 50, this.nowMs]) {
      const found = log.offsetForTimestamp(timestampMs);
      if (found !== null) expect(found.offset).toBe(visible.find((one) => one.timestampMs >= timestampMs)?.offset);
    }
  }
}

test('reads are those of a list of records, whatever happens to the log', () => {
  const seen = { rolls: 0, deletions: 0, compactions: 0, truncations: 0, crashes: 0 };
  fc.assert(
    fc.property(settingsArbitrary, fc.array(opArbitrary, { minLength: 20, maxLength: 60 }), (settings, ops) => {
      const subject = new Subject(settings);
      for (const op of ops) {
        const { segments, sizeBytes } = subject.log;
        const before = segments.length;
        subject.do(op);
        subject.check();
        const { log } = subject;
        if (op.op === 'append' && log.segments.length > before) seen.rolls++;
        if (op.op === 'retention' && log.sizeBytes < sizeBytes) seen.deletions++;
        if (op.op === 'compact' && log.sizeBytes < sizeBytes) seen.compactions++;
        if (op.op === 'truncate' && log.sizeBytes < sizeBytes) seen.truncations++;
        if (op.op === 'crash' && log.sizeBytes < sizeBytes) seen.crashes++;
      }
    }),
    { numRuns: 100, seed: 20_240_101 },
  );
  // A run in which nothing of the kind happened would prove nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
}, 60_000);
