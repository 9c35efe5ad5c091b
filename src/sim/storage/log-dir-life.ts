import type { LogConfig } from './config/log-config';
import type { OffsetCheckpoint } from './checkpoints';
import { crash, shutDown } from './crash';
import type { DrawJitterMs } from './local-log';
import type { LogDir } from './log-dir';
import { loadLog, type LoadReport } from './recovery';

export interface StartParams {
  readonly nowMs: number;
  readonly configOf: (topic: string) => LogConfig;
  readonly drawJitterMs?: DrawJitterMs;
  readonly producerIdExpirationMs?: number;
  /** After a power loss: how many bytes of a log's .log files reached the disk. All of them after kill -9. */
  readonly keptBytesOf?: (topic: string, partition: number) => number;
}

export interface LoadedReplica extends LoadReport {
  readonly topic: string;
  readonly partition: number;
}

/**
 * A broker starts on its log directory: every log is opened anew, and read through from its recovery point on unless
 * the last broker ended in good order. Logs that anybody held before must not be used any more.
 */
export function startLogDir(
  dir: LogDir,
  params: StartParams,
): { readonly wasClean: boolean; readonly replicas: readonly LoadedReplica[] } {
  const { nowMs, configOf, keptBytesOf, drawJitterMs, producerIdExpirationMs } = params;
  const wasClean = dir.open();
  const recoveryPoints = offsetsOf(dir, 'recoveryPoint');
  const logStarts = offsetsOf(dir, 'logStartOffset');
  const replicas = dir.replicas().map(({ topic, partition, log: old }) => {
    const image = wasClean ? shutDown(old) : crash(old, keptBytesOf?.(topic, partition));
    const { log, report } = loadLog(image, {
      config: configOf(topic),
      nowMs,
      hadCleanShutdown: wasClean,
      recoveryPoint: recoveryPoints(topic, partition),
      logStartOffset: logStarts(topic, partition),
      ...(drawJitterMs === undefined ? {} : { drawJitterMs }),
      ...(producerIdExpirationMs === undefined ? {} : { producerIdExpirationMs }),
    });
    dir.put(topic, partition, log);
    return { topic, partition, ...report };
  });
  return { wasClean, replicas };
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
