/** A read outside the log: Kafka's OFFSET_OUT_OF_RANGE. */
export class OffsetOutOfRange extends Error {
  constructor(
    readonly offset: number,
    readonly logStartOffset: number,
    readonly logEndOffset: number,
  ) {
    super(`offset ${offset} is outside the log, which goes from ${logStartOffset} to ${logEndOffset}`);
    this.name = 'OffsetOutOfRange';
  }
}

/** An append that no segment can hold: Kafka's RECORD_LIST_TOO_LARGE (18). */
export class RecordBatchTooLarge extends Error {
  constructor(sizeBytes: number, segmentBytes: number) {
    super(
      `Message batch size is ${sizeBytes} bytes, which exceeds the maximum configured segment size of ${segmentBytes}.`,
    );
    this.name = 'RecordBatchTooLarge';
  }
}

/** A file that is not what it should be: a checkpoint with the wrong version, a snapshot with the wrong checksum. */
export class CorruptFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CorruptFile';
  }
}
