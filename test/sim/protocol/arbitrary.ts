import fc from 'fast-check';
import type { Field, Fields } from '../../../src/sim/protocol/field';
import { uuidToText } from '../../../src/sim/protocol/uuid';

const name = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 }));
const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -0x80, max: 0x7f }),
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 0xffffffff }),
  int64: fc.maxSafeInteger(),
  int64Big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  float64: fc.double(),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => uuidToText(bytes)),
  string: name,
  bytes: fc.uint8Array({ maxLength: 200 }),
  records: fc.uint8Array({ maxLength: 200 }),
};

/** Other values for a field than any of its type: what a reader may know by that name. */
export type Likely = (name: string, field: Field) => fc.Arbitrary<unknown> | undefined;

/** Values of a table in one version: what the version lacks has its default, as after decoding. */
export function valuesOf(
  fields: Fields,
  version: number,
  likely: Likely = () => undefined,
): fc.Arbitrary<Record<string, unknown>> {
  const parts: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, field] of Object.entries(fields)) {
    parts[key] = field.isIn(version) ? fieldValue(key, field, version, likely) : fc.constant(field.default);
  }
  return fc.record(parts, { noNullPrototype: true });
}

function fieldValue(name: string, field: Field, version: number, likely: Likely): fc.Arbitrary<unknown> {
  const present = presentValue(name, field, version, likely);
  const choices: { arbitrary: fc.Arbitrary<unknown>; weight: number }[] = [{ arbitrary: present, weight: 4 }];
  if (field.isNullableIn(version)) choices.push({ arbitrary: fc.constant(null), weight: 1 });
  if (field.default !== null) choices.push({ arbitrary: fc.constant(field.default), weight: 1 });
  return fc.oneof(...choices);
}

function presentValue(name: string, field: Field, version: number, likely: Likely): fc.Arbitrary<unknown> {
  if (field.kind === 'array') return fc.array(presentValue(name, field.element!, version, likely), { maxLength: 3 });
  if (field.kind === 'struct') return valuesOf(field.fields!, version, likely);
  return likely(name, field) ?? SCALARS[field.kind]!;
}
