/** A configuration that Kafka refuses: INVALID_CONFIG (40), with Kafka's sentence. */
export class InvalidConfig extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidConfig';
  }
}

/** `Invalid value 5 for configuration segment.bytes: Value must be at least 1048576`. */
export const invalidValue = (name: string, value: string, reason: string): InvalidConfig =>
  new InvalidConfig(`Invalid value ${value} for configuration ${name}: ${reason}`);
