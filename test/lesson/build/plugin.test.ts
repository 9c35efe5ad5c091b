import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer, type Rolldown } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lessons } from '../../../src/lesson/build/plugin';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const TIMEOUT_MS = 30_000;

let root = '';
const folder = (): string => join(root, 'lessons/07-small');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lessons-'));
  cpSync(join(FIXTURES, 'valid'), folder(), { recursive: true });
  writeFileSync(
    join(root, 'main.js'),
    "import { entries, loaders, solutions } from 'virtual:lessons';\nexport const list = entries;\nexport const open = (language) => loaders.small[language]();\nexport const solve = () => solutions.small();\n",
  );
});

afterEach(() => rmSync(root, { recursive: true }));

async function bundle(): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [lessons()],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: join(root, 'main.js'), preserveEntrySignatures: 'strict' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => ('output' in each ? each.output : []));
  return outputs.filter((each) => each.type === 'chunk');
}

describe('the build', { timeout: TIMEOUT_MS }, () => {
  it('puts the list into the first chunk, and each lesson in each language into one of its own', async () => {
    const chunks = await bundle();
    const first = chunks.find((chunk) => chunk.isEntry);
    expect(first?.code).toContain('Собирается ли он?');
    expect(first?.code).not.toContain('Press Run.');
    const english = chunks.filter((chunk) => chunk.code.includes('Press Run.'));
    const russian = chunks.filter((chunk) => chunk.code.includes('Нажмите «Запустить».'));
    expect(english).toHaveLength(1);
    expect(russian).toHaveLength(1);
    expect(english[0]?.fileName).not.toBe(russian[0]?.fileName);
  });

  it('keeps the solution in a chunk that only whoever asks for it gets', async () => {
    const chunks = (await bundle()).filter((chunk) => /"type": ?"command"/.test(chunk.code));
    expect(chunks.map((chunk) => chunk.facadeModuleId)).toEqual(['\0virtual:lesson/small/solution']);
  });

  it('ships neither the parsers, nor the Markdown, nor a wrong attempt', async () => {
    const code = (await bundle()).map((chunk) => chunk.code).join('\n');
    expect(code.length).toBeLessThan(20_000);
    for (const foreign of ['markdown', 'valibot', '{#tasks}', 'untilSeconds', 'Believes'])
      expect(code).not.toContain(foreign);
  });

  it('stops at a mistake, and says file, line and column', async () => {
    cpSync(join(FIXTURES, 'broken/task-strange/en.md'), join(folder(), 'en.md'));
    const error: unknown = await bundle().catch((each: unknown) => each);
    const [first] = (error as { errors?: { message: string; loc: unknown }[] }).errors ?? [];
    expect(first?.message).toContain(
      'lessons/07-small/en.md:26:1: found "runing" among the tasks of "first", expected running, read. Did you mean "running"?',
    );
    expect(first?.loc).toMatchObject({ file: join(folder(), 'en.md'), line: 26, column: 1 });
  });
});

describe('the development server', { timeout: TIMEOUT_MS }, () => {
  it('shows a mistake where it is, and takes the file again when it is mended', async () => {
    const server = await createServer({
      root,
      configFile: false,
      logLevel: 'silent',
      server: { middlewareMode: true, ws: false, watch: null },
      plugins: [lessons()],
    });
    try {
      const { client } = server.environments;
      const english = async (): Promise<string> =>
        (await client.transformRequest('virtual:lesson/small/en'))?.code ?? '';
      expect(await english()).toContain('Press Run.');

      const file = join(folder(), 'en.md');
      const text = readFileSync(file, 'utf8');
      const write = async (changed: string): Promise<void> => {
        writeFileSync(file, changed);
        server.watcher.emit('change', file);
        // Vite hears of it in a later turn.
        await expect
          .poll(() => client.moduleGraph.getModuleById('\0virtual:lesson/small/en')?.transformResult)
          .toBeNull();
      };
      await write(text.replace('{#running}', '{#runing}'));
      await expect(english()).rejects.toMatchObject({ loc: { file, line: 26, column: 1 } });
      writeFileSync(file, text.replace('Press Run.', 'Press the button.'));
      server.watcher.emit('change', file);
      await expect.poll(english).toContain('Press the button.');
    } finally {
      await server.close();
    }
  });
});
