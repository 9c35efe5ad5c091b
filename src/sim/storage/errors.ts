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
