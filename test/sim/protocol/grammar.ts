import type { Field, Fields } from '../../../src/sim/protocol/field';

/**
 * The notation of the comments on top of the tables, and the same picture of a table, so that the two can be compared.
 *
 *   name:type   [type] array   {a:t, b:t} struct   ? nullable, ?v1+ in those versions
 *   (v1-3 tag0 =5)  versions that have the field, its tag, its default
 */
export interface Shape {
  readonly name: string;
  readonly type: string;
  readonly versions: readonly [number, number];
  readonly nullable: readonly [number, number] | null;
  readonly tag: number | null;
  readonly default: string;
  readonly fields: readonly Shape[];
}

export interface Grammar {
  readonly key: number | null;
  /** `JoinGroup REQ`. */
  readonly name: string;
  readonly versions: readonly [number, number];
  readonly flexibleFrom: number | null;
  readonly fields: readonly Shape[];
}

/** Every grammar in the comment that a file begins with. */
export function readGrammars(source: string): Grammar[] {
  const comment = /^\/\*\*?([\s\S]*?)\*\//.exec(source)?.[1];
  if (comment === undefined) throw new Error('the file does not begin with a comment');
  const text = comment.replaceAll(/^ *\* ?/gm, '');
  const heads = [...text.matchAll(/^(?:\[(\d+)\] )?(\w+(?: REQ| RES)?) (v\S+) flex (\S+):/gm)];
  return heads.map((head, i) => {
    const body = text.slice(head.index + head[0].length, heads[i + 1]?.index);
    const versions = versionRange(head[3]!, [0, Infinity]);
    return {
      key: head[1] === undefined ? null : Number(head[1]),
      name: head[2]!,
      versions,
      flexibleFrom: head[4] === 'none' ? null : Number.parseInt(head[4]!, 10),
      fields: new Parser(body, versions).all(),
    };
  });
}

class Parser {
  private readonly text: string;
  private readonly versions: readonly [number, number];
  private at = 0;

  constructor(text: string, versions: readonly [number, number]) {
    this.text = text.replaceAll(/\s+/g, ' ').trim();
    this.versions = versions;
  }

  all(): Shape[] {
    if (this.text === '') return [];
    const fields = this.list(';');
    if (this.at !== this.text.length) throw this.unexpected();
    return fields;
  }

  private list(separator: string): Shape[] {
    const fields = [this.field()];
    while (this.take(separator)) fields.push(this.field());
    return fields;
  }

  private field(): Shape {
    const name = this.match(/ ?(\w+):/y)[1]!;
    const { type, fields } = this.type();
    const nullable = this.take('?') ? versionRange(this.match(/(v[\d+-]+)?/y)[0], this.versions) : null;
    let versions = this.versions;
    let tag: number | null = null;
    let given: string | null = null;
    if (this.take('(')) {
      for (const word of this.match(/([^)]*)\)/y)[1]!.split(' ')) {
        if (word.startsWith('=')) given = word.slice(1);
        else if (word.startsWith('tag')) tag = Number(word.slice(3));
        else versions = versionRange(word, this.versions);
      }
    }
    return { name, type, versions, nullable, tag, default: defaultText(type, nullable !== null, given), fields };
  }

  private type(): { type: string; fields: readonly Shape[] } {
    if (this.take('[')) {
      const { type, fields } = this.type();
      if (!this.take(']')) throw this.unexpected();
      return { type: `[${type}]`, fields };
    }
    if (this.take('{')) {
      const fields = this.list(',');
      if (!this.take('}')) throw this.unexpected();
      return { type: '{}', fields };
    }
    return { type: this.match(/\w+/y)[0], fields: [] };
  }

  private take(token: string): boolean {
    const from = this.text[this.at] === ' ' ? this.at + 1 : this.at;
    if (!this.text.startsWith(token, from)) return false;
    this.at = from + token.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.unexpected();
    this.at = pattern.lastIndex;
    return found;
  }

  private unexpected(): Error {
    return new Error(`grammar: unexpected "${this.text.slice(this.at, this.at + 40)}"`);
  }
}

/** `v3`, `v3+`, `v1-3`, or nothing for all. */
function versionRange(text: string, all: readonly [number, number]): readonly [number, number] {
  if (text === '') return all;
  const [, from, more] = /^v(\d+)(\+|-\d+)?$/.exec(text) ?? [];
  if (from === undefined) throw new Error(`"${text}" are no versions`);
  const first = Number(from);
  if (more === '+') return [first, all[1]];
  return [first, more === undefined ? first : -Number(more)];
}

function defaultText(type: string, nullable: boolean, given: string | null): string {
  if (given !== null) return /^-?\d|^0x/.test(given) ? String(BigInt(given)) : given.toLowerCase();
  if (type === 'records' || (type === '{}' && nullable)) return 'null';
  if (type === '{}') return 'fields';
  if (type.startsWith('[')) return '[]';
  if (type === 'bool') return 'false';
  return type === 'string' || type === 'bytes' || type === 'uuid' ? '' : '0';
}

/** The same picture of a table, for a message that has these versions. */
export function shapesOf(fields: Fields, versions: readonly [number, number]): Shape[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    type: typeText(field),
    versions: clamp([field.since, field.until], versions),
    nullable: field.nullable === null ? null : clamp(field.nullable, versions),
    tag: field.tag,
    default: valueText(field.default, field),
    fields: shapesOf(field.fields ?? field.element?.fields ?? {}, versions),
  }));
}

function typeText(field: Field): string {
  if (field.kind === 'array') return `[${typeText(field.element!)}]`;
  if (field.kind === 'struct') return '{}';
  return field.kind === 'int64Big' ? 'int64' : field.kind;
}

function clamp(range: readonly [number, number], all: readonly [number, number]): readonly [number, number] {
  return [Math.max(range[0], all[0]), Math.min(range[1], all[1])];
}

function valueText(value: unknown, field: Field): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : JSON.stringify(value);
  if (field.kind === 'struct') return 'fields';
  if (field.kind === 'uuid') return value === 'A'.repeat(22) ? '' : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}
