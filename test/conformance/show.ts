import type { Message } from '../../src/sim/protocol/codec';
import { errorName } from '../../src/sim/protocol/errors';
import type { Field, Fields } from '../../src/sim/protocol/field';
import { crcIsValid, decodeRecords, readBatchHeader, splitBatches } from '../../src/sim/protocol/record-batch';
import type { Normaliser } from './normalise';

type Struct = Readonly<Record<string, unknown>>;

/** Where a batch, of any format, says which one. */
const MAGIC_AT = 16;

/** A message as lines that one can read: fields of a version, in the order of its table, lists below. */
export class Show {
  readonly #normal: Normaliser;

  constructor(normal: Normaliser) {
    this.#normal = normal;
  }

  /** All fields that the version has; tagged ones only when they say something. */
  answer(message: Message<unknown>, version: number, body: unknown): string[] {
    const fields = Object.entries(message.fields).filter(([, field]) => field.isIn(version));
    return this.#struct(
      fields.filter(([name, field]) => field.tag === null || !isDefault(field, (body as Struct)[name])),
      body as Struct,
      version,
    );
  }

  /** What was given; what was not has its default. */
  request(message: Message<unknown>, version: number, body: unknown): string[] {
    const given = Object.entries(message.fields).filter(([name]) => (body as Struct)[name] !== undefined);
    return this.#struct(given, body as Struct, version);
  }

  records(bytes: Uint8Array): string {
    if (bytes.length === 0) return '[]';
    const magic = bytes[MAGIC_AT];
    if (magic !== 2) return `[${bytes.length} bytes of magic ${magic ?? 'none'}]`;
    const batches = splitBatches(bytes);
    const rest = bytes.length - batches.reduce((sum, batch) => sum + batch.length, 0);
    const shown = batches.map((batch) => this.#batch(batch));
    if (rest > 0) shown.push(`the first ${rest} bytes of another`);
    return `[${shown.join(' | ')}]`;
  }

  #struct(entries: readonly (readonly [string, Field])[], body: Struct, version: number): string[] {
    const scalars: string[] = [];
    const lists: string[] = [];
    for (const [name, field] of entries) {
      const value = body[name];
      if (field.kind === 'array' && field.element?.kind === 'struct' && Array.isArray(value)) {
        if (value.length === 0) scalars.push(`${name}=[]`);
        else lists.push(`${name}:`, ...this.#list(field.element.fields ?? {}, name, value as Struct[], version));
      } else {
        const text = this.#value(name, field, value, version);
        if (text !== null) scalars.push(`${name}=${text}`);
      }
    }
    return scalars.length === 0 ? lists : [scalars.join(' '), ...lists];
  }

  #list(fields: Fields, name: string, elements: readonly Struct[], version: number): string[] {
    const entries = Object.entries(fields).filter(([, field]) => field.isIn(version));
    return inOrder(name, elements).flatMap((element) => {
      const said = entries.filter(
        ([key, field]) => element[key] !== undefined && (field.tag === null || !isDefault(field, element[key])),
      );
      const [first = '', ...rest] = this.#struct(said, element, version);
      return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
    });
  }

  #value(name: string, field: Field, value: unknown, version: number): string | null {
    if (value === null) return 'null';
    if (field.kind === 'array') {
      const element = field.element;
      return `[${(value as unknown[]).map((one) => (element === null ? '' : this.#value(name, element, one, version))).join(', ')}]`;
    }
    if (field.kind === 'struct') {
      const fields = Object.entries(field.fields ?? {}).filter(([, inner]) => inner.isIn(version));
      const said = fields.flatMap(([key, inner]) => {
        const text = this.#value(key, inner, (value as Struct)[key], version);
        return text === null ? [] : [`${key}=${text}`];
      });
      return `{${said.join(' ')}}`;
    }
    if (field.kind === 'records') return this.records(value as Uint8Array);
    if (field.kind === 'bytes') return showBytes(value as Uint8Array);
    if (field.kind === 'uuid') return this.#normal.uuid(value as string);
    if (typeof value === 'string') return this.#normal.text(name, value);
    if (typeof value === 'number') {
      return /errorCode$/i.test(name) ? errorText(value) : this.#normal.number(name, value);
    }
    return String(value);
  }

  #batch(batch: Uint8Array): string {
    const { baseOffset, leaderEpoch, recordsCount, lastOffset, compression, producerId, producerEpoch, baseSequence } =
      readBatchHeader(batch);
    const producer =
      producerId < 0
        ? ''
        : ` producerId=${this.#normal.number('producerId', producerId)} epoch=${producerEpoch} sequence=${baseSequence}`;
    const notes = `${compression === 'none' ? '' : ` ${compression}`}${crcIsValid(batch) ? '' : ' wrong CRC'}`;
    return `${baseOffset}..${lastOffset} leaderEpoch=${leaderEpoch}${producer}${notes} ${recordsCount} records: ${this.#recordsOf(batch)}`;
  }

  #recordsOf(batch: Uint8Array): string {
    let records: ReturnType<typeof decodeRecords>;
    try {
      records = decodeRecords(batch);
    } catch {
      return 'unreadable';
    }
    return records
      .map(({ key, value, timestampMs }) => {
        const at = this.#normal.number('timestamp', timestampMs);
        return `${key === null ? 'null' : showBytes(key)}=${value === null ? 'null' : showBytes(value)}@${at}`;
      })
      .join(', ');
  }
}

/** What a broker gives in the order of its hash tables, which means nothing: by this field of the elements. */
const ORDERED_BY: Readonly<Record<string, string>> = {
  brokers: 'nodeId',
  members: 'memberId',
  partitionResponses: 'index',
  supportedFeatures: 'name',
  finalizedFeatures: 'name',
};

function inOrder(name: string, elements: readonly Struct[]): readonly Struct[] {
  const by = ORDERED_BY[name] ?? orderOfMetadata(elements[0]);
  if (by === null) return elements;
  return [...elements].sort((a, b) => compare(a[by], b[by]));
}

/** Topics and partitions are in an order that means something, but not in Metadata; settings mean nothing by theirs. */
function orderOfMetadata(element: Struct | undefined): string | null {
  if (element === undefined) return null;
  if ('isInternal' in element || 'configSource' in element) return 'name';
  return 'replicaNodes' in element ? 'partitionIndex' : null;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function errorText(code: number): string {
  return code === 0 ? '0' : `${code} ${errorName(code)}`;
}

/** Text where it is text, else hexadecimal. */
function showBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  if (/^[\x20-\x7e]*$/.test(text)) return text.length > 40 ? `${text.length} bytes` : JSON.stringify(text);
  return Buffer.from(bytes).toString('hex');
}

function isDefault(field: Field, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(field.default);
}
