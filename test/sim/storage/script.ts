import { createHash } from 'node:crypto';
import { compact, applyCompaction } from '../../../src/sim/storage/compaction/compact';
import { logToClean } from '../../../src/sim/storage/compaction/cleanable';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { crash, shutDown, type LogImage } from '../../../src/sim/storage/crash';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { loadLog } from '../../../src/sim/storage/recovery';
import { splitBatches } from '../../../src/sim/protocol/record-batch';
import { bytesOf, hexOf } from '../protocol/hex';
import { storedFrom } from './batches';

const ERRORS: Readonly<Record<string, string>> = {
  OffsetOutOfRange: 'OffsetOutOfRangeException',
  RecordBatchTooLarge: 'RecordBatchTooLargeException',
  RangeError: 'UnexpectedAppendOffsetException',
};

/**
 * Does to a log what a script says, a line at a time, and tells what happened in the words of the transcripts in
 * `data/`, which a driver of Kafka's own UnifiedLog wrote.
 */
export function runScript(script: string): string {
  const run = new ScriptRun();
  for (const line of script.split('\n')) run.line(line);
  return `${run.out.join('\n')}\n`;
}

class ScriptRun {
  readonly out: string[] = [];
  readonly #settings: Record<string, string> = {};
  #nowMs = 0;
  #expirationMs = 86_400_000;
  #highWatermark = 0;
  #checkpoint: number | null = null;
  #log = new PartitionLog();

  get log(): PartitionLog {
    return this.#log;
  }

  line(line: string): void {
    if (line === '' || line.startsWith('#')) return;
    this.out.push(`> ${line}`);
    const [op = '', ...words] = line.split(' ');
    try {
      if (!this.#do(op, words)) return;
    } catch (error) {
      const name = error instanceof Error ? ERRORS[error.name] : undefined;
      if (name === undefined) throw error;
      this.out.push(`  ! ${name}`);
    }
    this.out.push(`  ${this.#status()}`);
  }

  /** Whether the state of the log is told afterwards. */
  #do(op: string, words: readonly string[]): boolean {
    const log = this.#log;
    const number = Number(words[0]);
    switch (op) {
      case 'config':
        this.#settings[words[0]!] = words[1]!;
        log.updateConfig(this.#config());
        return false;
      case 'expiration':
        this.#expirationMs = number;
        return false;
      case 'now':
        this.#nowMs = number;
        log.unlinkDeleted(number);
        return false;
      case 'create':
        this.#log = new PartitionLog({
          config: this.#config(),
          nowMs: this.#nowMs,
          producerIdExpirationMs: this.#expirationMs,
        });
        return true;
      case 'append':
        log.appendAsFollower(splitBatches(bytesOf(words[0]!)).map(storedFrom), this.#nowMs);
        return true;
      case 'hw':
        this.#highWatermark = Math.min(Math.max(number, log.logStartOffset), log.logEndOffset);
        this.out.push(`  hw=${this.#highWatermark}`);
        return true;
      case 'epoch':
        log.assignEpoch(number, Number(words[1]));
        return true;
      case 'endOffsetFor': {
        const { leaderEpoch, endOffset } = log.endOffsetForEpoch(number);
        this.out.push(`  ${leaderEpoch}=${endOffset}`);
        return true;
      }
      case 'deleteRecords':
        this.out.push(`  moved=${log.deleteRecordsTo(number, this.#highWatermark)}`);
        return true;
      case 'retention':
        this.out.push(`  deleted=${log.deleteOldSegments(this.#nowMs, this.#highWatermark).deleted.length}`);
        return true;
      case 'truncate':
        this.out.push(`  truncated=${log.truncateTo(number, this.#nowMs)}`);
        this.#highWatermark = Math.min(this.#highWatermark, log.logEndOffset);
        return true;
      case 'truncateFully':
        log.truncateFullyAndStartAt(number, this.#nowMs);
        this.#highWatermark = log.logEndOffset;
        return true;
      case 'expire':
        log.producers.removeExpired(this.#nowMs, this.#expirationMs);
        return true;
      case 'flush':
        log.flush();
        return true;
      case 'clean':
        this.#clean(words[0] === undefined ? undefined : number);
        return true;
      case 'restart':
        this.#load(shutDown(log), true);
        return true;
      case 'crash':
        this.#load(words[0] === undefined ? crash(log) : crash(log, number), false);
        return true;
      default:
        this.#look(op, words);
        return false;
    }
  }

  #look(op: string, words: readonly string[]): void {
    const log = this.#log;
    switch (op) {
      case 'read': {
        const upTo = words[3] === 'end' ? log.logEndOffset : this.#highWatermark;
        const { batches, cut } = log.read(Number(words[0]), upTo, Number(words[1]), words[2] === 'true');
        const ranges = batches.map(({ baseOffset, lastOffset }) => ` ${baseOffset}-${lastOffset}`).join('');
        this.out.push(`  batches${ranges} cut=${cut?.bytes ?? 0}`);
        return;
      }
      case 'time': {
        const found = log.offsetForTimestamp(Number(words[0]));
        this.out.push(
          `  ${found === null ? 'none' : `${found.timestampMs}@${found.offset} epoch ${found.leaderEpoch}`}`,
        );
        return;
      }
      case 'producers': {
        const entries = [...log.producers.entries.values()].sort((a, b) => a.producerId - b.producerId);
        for (const { producerId, producerEpoch, lastTimestampMs, batches } of entries) {
          const known = batches.map((one) => ` ${one.firstSequence}-${one.lastSequence}@${one.lastOffset}`).join('');
          this.out.push(`  ${producerId} epoch=${producerEpoch} ts=${lastTimestampMs}${known}`);
        }
        return;
      }
      case 'files':
        for (const { name } of log.files()) this.#file(name, log.fileBytes(name)!);
        return;
      default:
        throw new Error(`unknown operation ${op}`);
    }
  }

  /** Large files by their hash; indexes without the zeros that they are filled with. */
  #file(name: string, bytes: Uint8Array): void {
    if (name.startsWith('leader-epoch')) {
      this.out.push(`  ${name} ${Buffer.from(bytes).toString().replaceAll('\n', ',')}`);
      return;
    }
    let shown: string;
    if (name.includes('.log')) shown = `sha1 ${createHash('sha1').update(bytes).digest('hex').slice(0, 12)}`;
    else if (name.includes('index')) shown = hexOf(withoutZeros(bytes));
    else shown = hexOf(bytes);
    this.out.push(`  ${name} ${bytes.length} ${shown}`);
  }

  #clean(keysMax: number | undefined): void {
    const log = this.#log;
    const params = { checkpoint: this.#checkpoint, lastStableOffset: this.#highWatermark, nowMs: this.#nowMs };
    const toClean = logToClean(log, params);
    const { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, resetCheckpoint } = toClean;
    this.out.push(
      `  dirty=${firstDirtyOffset} uncleanable=${firstUncleanableOffset} clean=${cleanBytes} ` +
        `cleanable=${cleanableBytes} reset=${resetCheckpoint}`,
    );
    if (cleanableBytes === 0) return;
    const compaction = compact(log, toClean, this.#nowMs, keysMax);
    applyCompaction(log, compaction, this.#nowMs);
    this.#checkpoint = compaction.report.endOffset;
    this.out.push(`  endOffset=${this.#checkpoint}`);
  }

  #load(image: LogImage, hadCleanShutdown: boolean): void {
    const { recoveryPoint, logStartOffset } = image;
    this.#log = loadLog(image, {
      config: this.#config(),
      nowMs: this.#nowMs,
      hadCleanShutdown,
      recoveryPoint,
      logStartOffset,
      producerIdExpirationMs: this.#expirationMs,
    }).log;
    this.#highWatermark = this.#log.logStartOffset;
  }

  #config() {
    return logConfig(this.#settings);
  }

  #status(): string {
    const { logStartOffset, logEndOffset, recoveryPoint, segments } = this.#log;
    const each = segments.map(
      ({ baseOffset, sizeBytes, offsetIndex, timeIndex, largestTimestampMs }) =>
        `${baseOffset}:${sizeBytes}/${offsetIndex.entries}/${timeIndex.entries}@${largestTimestampMs}`,
    );
    return `start=${logStartOffset} end=${logEndOffset} flushed=${recoveryPoint} segments=${each.join(',')}`;
  }
}

/** What stands before the zeros that fill the end of a file. */
function withoutZeros(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
