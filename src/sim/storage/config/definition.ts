import { InvalidConfig, invalidValue } from './invalid-config';

/** What Kafka says of a setting, and how it checks and shows a value of it. Kafka: ConfigDef. */

export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS';

export interface Definition {
  readonly type: ConfigType;
  /** Null: not set. */
  readonly default: string | null;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly oneOf?: readonly string[];
  /** Another rule: what is wrong with the value, null if nothing is. */
  readonly check?: (value: string, name: string) => string | null;
}

export const LONG_MAX = 0x7fff_ffff_ffff_ffffn;

const MAX: Readonly<Partial<Record<ConfigType, bigint>>> = { SHORT: 0x7fffn, INT: 0x7fff_ffffn, LONG: LONG_MAX };

type Value = number | string | null;

export const int = (value: Value, atLeast?: number, atMost?: number): Definition =>
  number('INT', value, atLeast, atMost);
export const short = (value: Value, atLeast?: number): Definition => number('SHORT', value, atLeast);
export const long = (value: Value, atLeast?: number): Definition => number('LONG', value, atLeast);
export const double = (value: Value, atLeast?: number, atMost?: number): Definition =>
  number('DOUBLE', value, atLeast, atMost);
export const flag = (value: boolean): Definition => ({ type: 'BOOLEAN', default: String(value) });

function number(type: ConfigType, value: Value, atLeast?: number, atMost?: number): Definition {
  return {
    type,
    default: value === null ? null : String(value),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

/** The value without blanks around it. Throws InvalidConfig, in Kafka's words, for one that Kafka refuses. */
export function checkValue(name: string, raw: string, definition: Definition): string {
  const value = raw.trim();
  const { type, atLeast, atMost, oneOf, check } = definition;
  if (isNumeric(type)) {
    if (!isNumber(value, type)) throw invalidValue(name, raw, `Not a number of type ${type}`);
    const shown = shownValue(value, type);
    if (atLeast !== undefined && Number(value) < atLeast) {
      throw invalidValue(name, shown, `Value must be at least ${atLeast}`);
    }
    if (atMost !== undefined && Number(value) > atMost) {
      throw invalidValue(name, shown, `Value must be no more than ${atMost}`);
    }
  }
  if (type === 'BOOLEAN' && !/^(true|false)$/i.test(value)) {
    throw invalidValue(name, raw, 'Expected value to be either true or false');
  }
  if (oneOf !== undefined) checkChoice(name, type === 'LIST' ? listOf(value) : [value], oneOf, type === 'LIST');
  const problem = check?.(value, name) ?? null;
  if (problem !== null) throw invalidValue(name, type === 'LIST' ? `[${listOf(value).join(', ')}]` : value, problem);
  return value;
}

/** A valid value as Kafka prints what it has read: `77` for ` +77 `, `1.0` for a DOUBLE of 1. */
export function shownValue(raw: string, type: ConfigType): string {
  const value = raw.trim();
  if (type === 'DOUBLE') return javaDouble(Number(value));
  if (isNumeric(type)) return String(BigInt(value.replace(/^\+/, '')));
  if (type === 'BOOLEAN') return value.toLowerCase();
  return type === 'LIST' ? listOf(value).join(',') : value;
}

const listOf = (value: string): string[] => (value === '' ? [] : value.split(/\s*,\s*/));

function checkChoice(name: string, values: readonly string[], oneOf: readonly string[], isList: boolean): void {
  for (const value of values) {
    if (isList && value === '') throw new InvalidConfig(`Configuration '${name}' values must not be empty.`);
    if (!oneOf.includes(value)) throw invalidValue(name, value, `String must be one of: ${oneOf.join(', ')}`);
  }
}

const isNumeric = (type: ConfigType): boolean => type === 'DOUBLE' || MAX[type] !== undefined;

function isNumber(value: string, type: ConfigType): boolean {
  if (type === 'DOUBLE') return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
  if (!/^[+-]?\d+$/.test(value)) return false;
  const max = MAX[type] ?? LONG_MAX;
  const parsed = BigInt(value.replace(/^\+/, ''));
  return parsed <= max && parsed >= -max - 1n;
}

/** `2.0` for 2 and `1.0E7` for ten million, as Java prints them. */
function javaDouble(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
