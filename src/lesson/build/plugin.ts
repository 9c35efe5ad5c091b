import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { type Plugin, runnerImport } from 'vite';
import type { CompiledLesson } from './compile';
import type * as Compiler from './read-folders';

const INDEX = 'virtual:lessons';
const LESSON = 'virtual:lesson/';
/** In the place of a language. */
const SOLUTION = 'solution';

// Loaded by Vite's own runner when a lesson is first wanted: the config file itself imports nothing of src but this.
const COMPILER = fileURLToPath(new URL('./read-folders.ts', import.meta.url));

/** For other plugins of the same build. */
export interface LessonsApi {
  lessons(): Promise<readonly CompiledLesson[]>;
}

/**
 * Turns the folders of `lessons/` into modules, so that the site carries neither YAML nor Markdown: `virtual:lessons`
 * is the list and the loaders, `virtual:lesson/<id>/<language>` is one lesson in one language, a chunk of its own,
 * `virtual:lesson/<id>/solution` its solution, which is fetched only for whoever asks.
 * A mistake in a lesson stops the build, or shows in the overlay, with its file and line.
 */
export function lessons(): Plugin<LessonsApi> {
  let root = '';
  let compiling: Promise<ReturnType<typeof Compiler.compileFolders>> | null = null;

  const compile = async (): Promise<ReturnType<typeof Compiler.compileFolders>> => {
    const { module } = await runnerImport<typeof Compiler>(COMPILER, { root, configFile: false, logLevel: 'error' });
    return module.compileFolders(root);
  };

  return {
    name: 'shelfmark-lessons',
    api: {
      lessons: async () => (await (compiling ??= compile())).lessons,
    },
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      compiling = null;
    },
    resolveId(id) {
      return id === INDEX || id.startsWith(LESSON) ? `\0${id}` : null;
    },
    async load(resolved) {
      if (!resolved.startsWith('\0virtual:lesson')) return null;
      const id = resolved.slice(1);
      const { lessons: compiled, mistakes, files } = await (compiling ??= compile());
      for (const file of files) this.addWatchFile(join(root, file));
      const [first] = mistakes;
      if (first !== undefined) {
        const message = mistakes.map((each) => each.text).join('\n');
        return this.error({ message, loc: { file: join(root, first.file), line: first.line, column: first.column } });
      }
      if (id === INDEX) return indexModule(compiled);
      const [wanted, language = ''] = id.slice(LESSON.length).split('/');
      const found = compiled.find(({ entry }) => entry.id === wanted);
      const texts: Readonly<Record<string, unknown>> =
        found === undefined ? {} : { ...found.lessons, [SOLUTION]: found.shown };
      const lesson = texts[language];
      return lesson === undefined ? this.error(`there is no lesson ${id}`) : `export default ${literal(lesson)};`;
    },
    hotUpdate({ file }) {
      if (!file.replaceAll('\\', '/').startsWith(`${root.replaceAll('\\', '/')}/lessons/`)) return undefined;
      compiling = null;
      const { moduleGraph, hot } = this.environment;
      for (const [id, module] of moduleGraph.idToModuleMap) {
        if (id.startsWith('\0virtual:lesson')) moduleGraph.invalidateModule(module);
      }
      // A lesson is where a run begins: swapping it under a running one would show what never was.
      hot.send({ type: 'full-reload' });
      return [];
    },
  };
}

/** JSON that is also JavaScript in every engine. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

function indexModule(lessons: readonly CompiledLesson[]): string {
  const loaders = lessons.map(({ entry, lessons: texts }) => {
    const each = Object.keys(texts).map(
      (language) => `${language}: () => import(${literal(`${LESSON}${entry.id}/${language}`)})`,
    );
    return `${literal(entry.id)}: { ${each.join(', ')} }`;
  });
  const solutions = lessons.map(
    ({ entry: { id } }) => `${literal(id)}: () => import(${literal(`${LESSON}${id}/${SOLUTION}`)})`,
  );
  return `export const entries = ${literal(lessons.map(({ entry }) => entry))};
export const loaders = { ${loaders.join(', ')} };
export const solutions = { ${solutions.join(', ')} };`;
}
