import { readFileSync } from 'node:fs';
import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CHECK_ARGS } from '../../src/lesson/build/check-args';
import { lessonSchema, scriptSchema } from '../../src/lesson/build/lesson-schema';
import { compileLesson } from '../../src/lesson/build/compile';
import { readFolder } from '../../src/lesson/build/read-folders';

const text = readFileSync('docs/writing-lessons.md', 'utf8');

interface AnySchema {
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly pipe?: readonly AnySchema[];
  readonly type?: string;
}

/** Every key that the schema has, at any depth. */
function keysOf(schema: AnySchema): string[] {
  const inner = [schema.item, schema.wrapped, ...(schema.pipe ?? []).filter((each) => each !== schema)];
  return [
    ...Object.entries(schema.entries ?? {}).flatMap(([key, value]) => [key, ...keysOf(value)]),
    ...inner.flatMap((each) => (each === undefined ? [] : keysOf(each))),
  ];
}

/** Schemas of keys without a description. */
function undescribed(schema: AnySchema, path = ''): string[] {
  const own = Object.entries(schema.entries ?? {}).flatMap(([key, value]) => {
    const described = descriptions(value).length > 0;
    return [...(described ? [] : [`${path}.${key}`]), ...undescribed(value, `${path}.${key}`)];
  });
  const inner = [schema.item, schema.wrapped, ...(schema.pipe ?? []).filter((each) => each !== schema)];
  return [...own, ...inner.flatMap((each) => (each === undefined ? [] : undescribed(each, path)))];
}

const descriptions = (schema: AnySchema): AnySchema[] => [
  ...(schema.pipe ?? []).filter((each) => each.type === 'description'),
  ...(schema.wrapped === undefined ? [] : descriptions(schema.wrapped)),
];

const any = (schema: v.GenericSchema): AnySchema => schema as unknown as AnySchema;

describe('docs/writing-lessons.md', () => {
  it('names every check', () => {
    for (const name of Object.keys(CHECK_ARGS)) expect(text).toContain(`| \`${name}\``);
  });

  it('names every key of lesson.yaml and script.yaml', () => {
    const keys = [...new Set([...keysOf(any(lessonSchema)), ...keysOf(any(scriptSchema))])];
    expect(keys).toContain('guessSeconds');
    const own = keys.filter((key) => !['rack', 'id', 'name'].includes(key));
    for (const key of own) expect(text).toMatch(new RegExp(`\`${key}\``));
  });

  it('shows a text that compiles', () => {
    const folder = readFolder(process.cwd(), 'test/lesson/fixtures/valid');
    const sample = /```md\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const yaml = `id: small
minutes: 1
marks: []
scenario: { brokers: [{ id: 1 }], links: { clientUs: 1, brokerUs: 1 }, topics: [{ name: T, partitions: 1, replicationFactor: 1 }] }
programs: [{ name: producer, entry: producer.ts, role: producer }]
steps:
  - id: its-id
    quizzes: [{ id: its-id, outcome: a-task }]
    figures: [{ id: its-id, bars: [a-task] }]
    tasks:
      - { id: a-task, check: records-read-in, with: { group: g, topic: T, records: 1, readers: 1 } }
`;
    const wrong = 'why: Believes it.\nred: [a-task]\n';
    const files = {
      ...folder.files,
      'lesson.yaml': yaml,
      'en.md': sample,
      'ru.md': sample,
      'wrong/a/script.yaml': wrong,
      'wrong/b/script.yaml': wrong,
    };
    expect(compileLesson({ path: 'lessons/01-small', files }).lessons.en.steps).toHaveLength(1);
  });
});

describe('the schemas', () => {
  it('describe every key, so that a message can say what it is for', () => {
    expect(undescribed(any(lessonSchema))).toEqual([]);
    expect(undescribed(any(scriptSchema))).toEqual([]);
    for (const schema of Object.values(CHECK_ARGS)) expect(undescribed(any(schema))).toEqual([]);
  });
});
