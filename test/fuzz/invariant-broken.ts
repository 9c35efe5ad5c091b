/** Something that Kafka promises did not hold. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';

  constructor(
    readonly invariant: string,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`);
  }
}
