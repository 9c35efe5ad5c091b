import * as v from 'valibot';
import { LANGUAGES } from '../i18n/messages';
import { PROGRESS_VERSION } from '../lesson/stored-progress';
import { PARTS } from './parts';

/** What marks a message as one of ours, in both directions. */
export const NAMESPACE = 'shelfmark';
export const PROTOCOL_VERSION = 1;

/** Programs and texts that are longer are no learner's work. */
const FILES_MAX = 32;
const FILE_CHARS_MAX = 200_000;
const NAME_CHARS_MAX = 200;
const ENTRIES_MAX = 1_000;

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(NAME_CHARS_MAX));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** From 1, as people count. */
const step = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** An object with names of its own: no class, no array, and none with more entries than a lesson has. */
const named = <const Value extends v.GenericSchema>(value: Value) =>
  v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(NAME_CHARS_MAX)), value),
    v.check((entries) => Object.keys(entries).length <= ENTRIES_MAX, 'too many entries'),
  );

const report = v.object({
  state: v.literal('done'),
  measuredUs: v.nullable(count),
  measuredRate: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  evidence: v.nullable(v.object({ atUs: v.nullable(count), fact: v.looseObject({ kind: name }) })),
});

const answer = v.union([count, v.array(v.union([count, v.array(count)]))]);

const savedState = v.strictObject({
  version: v.literal(1),
  progress: v.strictObject({
    version: v.literal(PROGRESS_VERSION),
    lesson: name,
    step: count,
    from: v.optional(count),
    tasks: named(report),
    answers: named(answer),
    hints: named(count),
    spentMs: v.pipe(v.number(), v.finite(), v.minValue(0)),
  }),
  /** Only what differs from the lesson's own, by file name. */
  files: v.pipe(
    named(v.pipe(v.string(), v.maxLength(FILE_CHARS_MAX))),
    v.check((files) => Object.keys(files).length <= FILES_MAX, 'too many files'),
  ),
});

/** What a host keeps for a learner: the answer to `getState`, and what `setState` takes. */
export type SavedState = v.InferOutput<typeof savedState>;

const head = {
  ns: v.literal(NAMESPACE),
  v: v.literal(PROTOCOL_VERSION),
  /** Given back with the answer. */
  id: v.optional(v.union([v.pipe(v.string(), v.maxLength(NAME_CHARS_MAX)), v.pipe(v.number(), v.finite())])),
};

const message = v.variant('type', [
  v.strictObject({
    ...head,
    type: v.literal('configure'),
    lang: v.optional(v.picklist(LANGUAGES)),
    theme: v.optional(v.picklist(['light', 'dark', 'system'])),
    motion: v.optional(v.picklist(['reduce', 'system'])),
    ui: v.optional(v.pipe(v.array(v.picklist(PARTS)), v.maxLength(PARTS.length))),
  }),
  v.strictObject({ ...head, type: v.literal('goto'), lesson: v.optional(name), step: v.optional(step) }),
  v.strictObject({ ...head, type: v.literal('reset'), files: v.optional(v.boolean()) }),
  v.strictObject({ ...head, type: v.literal('getState') }),
  v.strictObject({ ...head, type: v.literal('setState'), state: savedState }),
]);

export type HostMessage = v.InferOutput<typeof message>;
export type Configuration = Omit<Extract<HostMessage, { type: 'configure' }>, 'ns' | 'v' | 'id' | 'type'>;

/** Types that only go out. One that comes back is an echo: answering it would never end. */
const ECHOES: ReadonlySet<unknown> = new Set(['ready', 'resize', 'progress', 'passed', 'completed', 'error', 'state']);

export type Reading =
  | { readonly is: 'message'; readonly message: HostMessage }
  /** Meant for us, and not to be understood. `id` is that of the message, if it has a proper one. */
  | { readonly is: 'malformed'; readonly why: string; readonly id: string | number | undefined }
  /** Somebody else's: browsers, their extensions and course pages send messages of all kinds. */
  | { readonly is: 'foreign' };

/** Reads what `postMessage` brought: any value that can be cloned. Never throws. */
export function readHostMessage(data: unknown): Reading {
  try {
    if (typeof data !== 'object' || data === null) return { is: 'foreign' };
    const { ns, type, id } = data as { ns?: unknown; type?: unknown; id?: unknown };
    if (ns !== NAMESPACE || ECHOES.has(type)) return { is: 'foreign' };
    const read = v.safeParse(message, data, { abortEarly: true });
    if (read.success) return { is: 'message', message: read.output };
    const [issue] = read.issues;
    const path = v.getDotPath(issue);
    const known = v.safeParse(head.id, id);
    return {
      is: 'malformed',
      why: path === null ? issue.message : `${path}: ${issue.message}`,
      id: known.success ? known.output : undefined,
    };
  } catch {
    return { is: 'malformed', why: 'The message cannot be read.', id: undefined };
  }
}
