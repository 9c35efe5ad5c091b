import { BROKER_PORT, brokerHost } from '../../contract/ids';
import type { ProgramSpec } from '../../contract/scenario';
import acks1 from './templates/acks-1.ts.txt?raw';
import admin from './templates/admin.ts.txt?raw';
import autoCommit from './templates/auto-commit.ts.txt?raw';
import commitFirst from './templates/commit-first.ts.txt?raw';
import idempotent from './templates/idempotent.ts.txt?raw';
import keyed from './templates/keyed.ts.txt?raw';
import keyless from './templates/keyless.ts.txt?raw';
import manualCommit from './templates/manual-commit.ts.txt?raw';

/** Programs to begin with, in the order in which they are offered. In the text stand NAME, TOPIC and BROKERS. */
const TEMPLATES = {
  keyed: { role: 'producer', text: keyed, name: 'producer' },
  keyless: { role: 'producer', text: keyless, name: 'sensor' },
  acks1: { role: 'producer', text: acks1, name: 'checkout' },
  idempotent: { role: 'producer', text: idempotent, name: 'ledger' },
  autoCommit: { role: 'consumer', text: autoCommit, name: 'billing' },
  manualCommit: { role: 'consumer', text: manualCommit, name: 'audit' },
  commitFirst: { role: 'consumer', text: commitFirst, name: 'mailing' },
  admin: { role: 'other', text: admin, name: 'admin' },
} as const satisfies Record<
  string,
  { readonly role: ProgramSpec['role']; readonly text: string; readonly name: string }
>;

export type TemplateId = keyof typeof TEMPLATES;

export const TEMPLATE_IDS = Object.keys(TEMPLATES) as TemplateId[];

export const isTemplate = (id: unknown): id is TemplateId => typeof id === 'string' && Object.hasOwn(TEMPLATES, id);

export const roleOf = (template: TemplateId): ProgramSpec['role'] => TEMPLATES[template].role;

/** A program and the file that it starts from. A consumer's name is its group's too. */
export function programOf(
  { template, name, topic }: { readonly template: TemplateId; readonly name: string; readonly topic: string },
  brokers: readonly number[],
): { readonly program: ProgramSpec; readonly file: string; readonly text: string } {
  const file = `${name}.ts`;
  const known = brokers.slice(0, BOOTSTRAP_MAX).map((id) => `'${brokerHost(id)}:${BROKER_PORT}'`);
  const filled: Readonly<Record<string, string>> = { NAME: name, TOPIC: topic, BROKERS: known.join(', ') };
  const text = TEMPLATES[template].text.replace(/NAME|TOPIC|BROKERS/g, (place) => filled[place] ?? place);
  return { program: { name, entry: file, role: roleOf(template) }, file, text };
}

/** As many as one gives a client: it learns of the others from these. */
const BOOTSTRAP_MAX = 3;

/** The template's own name, or with the lowest number that nobody has: `billing`, `billing2`. */
export function freeName(template: TemplateId, taken: readonly string[]): string {
  const { name } = TEMPLATES[template];
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n += 1) if (!taken.includes(`${name}${n}`)) return `${name}${n}`;
}
