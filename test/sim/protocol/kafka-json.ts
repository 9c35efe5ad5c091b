import type { Field, Fields } from '../../../src/sim/protocol/field';

/** How Kafka's JsonConverter prints a decoded value of ours. */
export function asKafkaPrints(fields: Fields, version: number, body: Readonly<Record<string, unknown>>): object {
  const json: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name];
    if (!field.isIn(version)) continue;
    // Tagged fields that have their default are left out.
    if (field.tag !== null && JSON.stringify(printed(field, version, value)) === defaultPrint(field, version)) continue;
    if (field.kind === 'records' && value !== null) json[`${name}SizeInBytes`] = (value as Uint8Array).length;
    else json[name] = printed(field, version, value);
  }
  return json;
}

function defaultPrint(field: Field, version: number): string {
  return JSON.stringify(printed(field, version, field.default));
}

function printed(field: Field, version: number, value: unknown): unknown {
  if (value === null) return null;
  if (field.kind === 'array') return (value as unknown[]).map((one) => printed(field.element!, version, one));
  if (field.kind === 'struct') return asKafkaPrints(field.fields!, version, value as Record<string, unknown>);
  if (field.kind === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
  return field.kind === 'int64Big' ? Number(value) : value;
}
