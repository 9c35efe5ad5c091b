import { ERROR } from '../protocol/errors';

/** What is to be done with a setting. */
export interface ConfigOp {
  readonly name: string;
  readonly op: 'set' | 'delete' | 'append' | 'subtract' | 'unknown';
  readonly value: string | null;
  /** As it came: for the message about one that is not known. */
  readonly code?: number;
}

const OPS = ['set', 'delete', 'append', 'subtract'] as const;

/** Of IncrementalAlterConfigs. */
export function incrementalOp(config: {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
}): ConfigOp {
  const { name, configOperation, value } = config;
  const op = OPS[configOperation];
  return op === undefined ? { name, op: 'unknown', value, code: configOperation } : { name, op, value };
}

/** Of AlterConfigs. */
export function legacyOp({ name, value }: { readonly name: string; readonly value: string | null }): ConfigOp {
  return { name, op: 'set', value };
}

/** Something that Kafka does not do, with what it says. */
export class Refusal extends Error {
  constructor(
    readonly errorCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export function refuseUnknownOp({ op, code }: ConfigOp): void {
  if (op === 'unknown') throw new Refusal(ERROR.INVALID_REQUEST, `Unknown operations type ${code ?? -1}`);
}
