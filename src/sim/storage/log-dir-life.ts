import type { LogConfig } from './config/log-config';
import type { OffsetCheckpoint } from './checkpoints';
import { afterPowerLoss, crash, shutDown } from './crash';
import type { DrawJitterMs } from './local-log';
import type { LogDir } from './log-dir';
import { onDisk } from './page-cache';
import { loadLog, type LoadReport } from './recovery';

export interface StartParams {
  readonly nowMs: number;
  readonly configOf: (topic: string) => LogConfig;
  /** Whether the metadata has this replica on this broker. */
  readonly isStray?: (topic: string, partition: number, topicId: string | null) => boolean;
  /** 32 hexadecimal digits, for the name of a stray folder. */
  readonly drawFolderId?: () => string;
  /** For folders that were to be deleted. Kafka: log.segment.delete.delay.ms. */
  readonly deleteDelayMs?: number;
  readonly drawJitterMs?: DrawJitterMs;
  readonly producerIdExpirationMs?: number;
}

export interface LoadedReplica extends LoadReport {
  readonly topic: string;
  readonly partition: number;
  /** As the checkpoint said. */
  readonly recoveryPoint: number;
  /** Before the process before ended; what was in no checkpoint is forgotten. */
  readonly formerLogStartOffset: number;
}

/**
 * A broker starts on its log directory: every log is opened anew, and read through from its recovery point on unless
 * the last broker ended in good order. Logs that anybody held before must not be used any more. Kafka:
 * LogManager.loadLogs.
 */
export function startLogDir(
  dir: LogDir,
  params: StartParams,
): { readonly wasClean: boolean; readonly replicas: readonly LoadedReplica[] } {
  const { nowMs, configOf, isStray, drawFolderId, deleteDelayMs, drawJitterMs, producerIdExpirationMs } = params;
  dir.lock();
  const wasClean = dir.takeCleanShutdown();
  const recoveryPoints = offsetsOf(dir, 'recoveryPoint');
  const logStarts = offsetsOf(dir, 'logStartOffset');
  const replicas = dir.replicas().map(({ topic, partition, log: old }) => {
    const recoveryPoint = recoveryPoints(topic, partition);
    const { log, report } = loadLog(wasClean ? shutDown(old) : crash(old), {
      config: configOf(topic),
      nowMs,
      hadCleanShutdown: wasClean,
      recoveryPoint,
      logStartOffset: logStarts(topic, partition),
      ...(drawJitterMs === undefined ? {} : { drawJitterMs }),
      ...(producerIdExpirationMs === undefined ? {} : { producerIdExpirationMs }),
    });
    dir.put(topic, partition, log);
    if (isStray?.(topic, partition, log.topicId) === true) dir.renameStray(topic, partition, drawFolderId?.() ?? '');
    return { topic, partition, recoveryPoint, formerLogStartOffset: old.logStartOffset, ...report };
  });
  dir.postponeDeletions(nowMs + (deleteDelayMs ?? 0));
  return { wasClean, replicas };
}

/** A power loss, now: of each log only that is there which had come to the disk. */
export function losePower(
  dir: LogDir,
  nowMs: number,
  /** Of a batch that was on its way, how many bytes did come: from 0 up to the bound, which is not included. */
  drawTornBytes: (bound: number) => number,
): readonly { readonly topic: string; readonly partition: number; readonly logEndOffset: number }[] {
  return dir.replicas().flatMap(({ topic, partition, log }) => {
    const { bytes, nextBytes } = onDisk(log, nowMs);
    if (nextBytes === 0) return [];
    const left = afterPowerLoss(log, bytes + drawTornBytes(nextBytes));
    dir.put(topic, partition, left);
    return [{ topic, partition, logEndOffset: left.logEndOffset }];
  });
}

/** A broker ends in good order: logs are flushed and closed, checkpoints written, and the shutdown is marked as clean. */
export function stopLogDir(dir: LogDir, brokerEpoch: number): void {
  for (const { log } of dir.replicas()) log.close();
  dir.checkpointRecoveryPoints();
  dir.checkpointLogStarts();
  dir.markCleanShutdown(brokerEpoch);
}

/** Offsets of a checkpoint; 0 for a partition without an entry, as in Kafka. */
function offsetsOf(dir: LogDir, kind: OffsetCheckpoint): (topic: string, partition: number) => number {
  const entries = dir.checkpointed(kind);
  return (topic, partition) =>
    entries.find((entry) => entry.topic === topic && entry.partition === partition)?.offset ?? 0;
}
