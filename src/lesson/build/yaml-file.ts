import * as v from 'valibot';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { anyNear, LessonError, type Mistake, quoted, suggestion } from './mistake';

export type KeyPath = readonly (string | number)[];

/** A YAML file that fits its schema, and remembers where each value stands. */
export interface YamlFile<T> {
  readonly value: T;
  /** A mistake at the value of this path (or the nearest that exists above it). */
  mistake(path: KeyPath, message: string): Mistake;
}

/**
 * Reads a YAML text and holds it against a schema.
 * @throws LessonError with every place that does not fit: line, column, what was found and what was expected.
 */
export function readYaml<S extends v.GenericSchema>(file: string, text: string, schema: S): YamlFile<v.InferOutput<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    throw new LessonError(
      document.errors.map((error) => ({ file, ...at(error.pos[0]), message: sentence(error.message) })),
    );
  }
  const mistake = (path: KeyPath, message: string, onKey = false): Mistake => ({
    file,
    ...at(offsetOf(document.contents, path, onKey)),
    message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
  });
  const result = v.safeParse(schema, document.toJS());
  if (!result.success) throw new LessonError(result.issues.map((issue) => issueMistake(issue, schema, mistake)));
  return { value: result.output, mistake: (path, message) => mistake(path, message) };
}

/** The mistakes of a value that a further schema describes, such as the arguments of a check. */
export function checkValue(
  schema: v.GenericSchema,
  value: unknown,
  mistake: (path: KeyPath, message: string) => Mistake,
): Mistake[] {
  const result = v.safeParse(schema, value);
  return result.success ? [] : result.issues.map((issue) => issueMistake(issue, schema, mistake));
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** `steps[0].tasks[1].check` */
function pathText(path: KeyPath): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}

/** Where the value of a path begins in the text; with `onKey`, where its key does. The nearest node above it, if absent. */
function offsetOf(root: Node | null, path: KeyPath, onKey: boolean): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [i, key] of path.entries()) {
    let child: unknown = null;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair === undefined) return offset;
      if (isScalar(pair.key) && (onKey || pair.value === null) && i === path.length - 1)
        return pair.key.range?.[0] ?? offset;
      child = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      child = node.items[key];
    }
    if (!isNode(child)) return offset;
    node = child;
    offset = child.range?.[0] ?? offset;
  }
  return offset;
}

function issueMistake(
  issue: v.BaseIssue<unknown>,
  schema: v.GenericSchema,
  mistake: (path: KeyPath, message: string, onKey?: boolean) => Mistake,
): Mistake {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const last = String(path.at(-1));
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysAt(schema, path.slice(0, -1));
    const message = `found the unknown key ${quoted(last)}, expected ${anyNear(last, known)}.${suggestion(last, known)}`;
    return mistake(path, message, true);
  }
  const meant = descriptionAt(schema, path);
  const what = meant === null ? '' : ` (${meant})`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return mistake(path.slice(0, -1), `found no key ${quoted(last)}, expected it${what}.`);
  }
  const near = issue.type === 'picklist' ? suggestion(String(issue.input), optionsOf(issue)) : '';
  return mistake(path, `found ${found(issue.input)}, expected ${expected(issue)}${what}.${near}`);
}

function found(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quoted(value) : String(value);
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  strict_object: 'a mapping',
  record: 'a mapping',
  integer: 'a whole number',
  regex: 'lower-case words joined by dashes',
  non_empty: 'at least one',
};

function expected(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'picklist') return `one of ${anyNear(String(issue.input), optionsOf(issue))}`;
  if (issue.type === 'min_value') return `${String(issue.requirement)} or more`;
  return EXPECTED[issue.type] ?? issue.expected ?? issue.message;
}

/** Valibot keeps a picklist's options only in the text of what it expected: `("a" | "b")`. */
const optionsOf = (issue: v.BaseIssue<unknown>): string[] =>
  [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');

interface AnySchema {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly pipe?: readonly AnySchema[];
  readonly description?: string;
}

/** The schema of a path, and the schemas that wrap it (optional, pipe), outermost first. */
function schemasAt(schema: v.GenericSchema, path: KeyPath): AnySchema[] {
  let layers = unwrap(schema as unknown as AnySchema);
  for (const key of path) {
    const within = layers.find((layer) => layer.entries ?? layer.item ?? layer.value);
    const child = typeof key === 'number' ? within?.item : (within?.entries?.[key] ?? within?.value);
    if (child === undefined) return [];
    layers = unwrap(child);
  }
  return layers;
}

function unwrap(schema: AnySchema): AnySchema[] {
  const layers = [schema, ...(schema.pipe ?? [])];
  return schema.wrapped === undefined ? layers : [...layers, ...unwrap(schema.wrapped)];
}

const keysAt = (schema: v.GenericSchema, path: KeyPath): string[] =>
  Object.keys(schemasAt(schema, path).find((layer) => layer.entries)?.entries ?? {});

const descriptionAt = (schema: v.GenericSchema, path: KeyPath): string | null =>
  schemasAt(schema, path).find((layer) => layer.type === 'description')?.description ?? null;
