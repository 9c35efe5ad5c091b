import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { keywordsWithoutTree } from './sucrase-words.ts';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const dependency = (path: string): string => fileURLToPath(new URL(`../../../node_modules/${path}`, import.meta.url));

/** One script a worker: its entry, and what stands in for Node's modules in it. */
interface Script {
  readonly entry: string;
  readonly alias?: Readonly<Record<string, string>>;
  /** Free names that modules of packages take from Node's global scope: `[module, export]`. */
  readonly inject?: Readonly<Record<string, [string, string]>>;
  /** Modules of packages that are never called the way we use the package: their functions are left empty. */
  readonly hollow?: RegExp;
}

const globals = source('program/kafkajs-globals.ts');

const SCRIPTS: Readonly<Record<string, Script>> = {
  'virtual:process-script': {
    entry: source('program/process.worker.ts'),
    alias: {
      assert: source('program/shims/assert.ts'),
      buffer: dependency('buffer/index.js'),
      crypto: source('program/shims/kafkajs-crypto.ts'),
      events: dependency('events/events.js'),
      net: source('program/shims/net.ts'),
      tls: source('program/shims/net.ts'),
      util: source('program/shims/util.ts'),
      zlib: source('program/shims/zlib.ts'),
    },
    inject: {
      Buffer: [globals, 'Buffer'],
      process: [globals, 'process'],
      setInterval: [globals, 'setInterval'],
      setTimeout: [globals, 'setTimeout'],
    },
    // Flow, JSX, ES module output, and a check of options that are always the same: a quarter of sucrase.
    hollow:
      /\/sucrase\/dist\/esm\/(parser\/plugins\/(flow|jsx\/index)|transformers\/(JSX|Flow|JestHoist|ESMImport|ReactHotLoader|ReactDisplayName)Transformer|Options|util\/formatTokens)\.js$/,
  },
  'virtual:sim-script': { entry: source('worker/sim.worker.ts') },
};

interface Built {
  readonly code: string;
  readonly files: readonly string[];
}

/**
 * `import text from 'virtual:process-script'` (or `virtual:sim-script`): the whole worker as one classic
 * script, in development, build and tests alike. Workers start from blobs of these texts, never from an
 * address: that is what a sandboxed frame allows (see ARCHITECTURE.md).
 */
export function selfContainedScripts(): Plugin {
  const built = new Map<string, Promise<Built>>();
  let isBuild = false;

  return {
    name: 'shelfmark:self-contained-scripts',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId: (id) => (Object.hasOwn(SCRIPTS, id) ? `\0${id}` : null),
    async load(id) {
      const script = id.startsWith('\0') ? SCRIPTS[id.slice(1)] : undefined;
      if (script === undefined) return null;
      const promise = built.get(id) ?? bundle(script);
      built.set(id, promise);
      // What did not build is built anew when it is asked for again.
      promise.catch(() => built.delete(id));
      const { code, files } = await promise;
      for (const file of files) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(code)};`, moduleType: 'js', map: null };
    },
    async watchChange(file) {
      for (const [id, promise] of built) if ((await promise).files.includes(file)) built.delete(id);
    },
    async hotUpdate({ file, server }) {
      if (isBuild) return;
      for (const [id, promise] of [...built]) {
        if (!(await promise).files.includes(file)) continue;
        built.delete(id);
        for (const environment of Object.values(server.environments)) {
          const module = environment.moduleGraph.getModuleById(id);
          if (module !== undefined) environment.moduleGraph.invalidateModule(module);
        }
        this.environment.hot.send({ type: 'full-reload' });
      }
    },
  };
}

async function bundle({ entry, alias = {}, inject = {}, hollow }: Script): Promise<Built> {
  const files: string[] = [];
  const result = await build({
    configFile: false,
    root: source('..'),
    logLevel: 'warn',
    mode: 'production',
    // Vite empties `process.env` in what it bundles, so KafkaJS would not see the program's own.
    define: { 'process.env.KAFKAJS_NO_PARTITIONER_WARNING': '"1"' },
    resolve: {
      alias: Object.entries(alias).map(([name, path]) => ({ find: new RegExp(`^${name}$`), replacement: path })),
    },
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      modulePreload: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entry,
        output: {
          format: 'iife',
          codeSplitting: false,
          strict: true,
          // Errors and objects are printed with the names of their classes.
          minify: {
            mangle: { keepNames: { class: true, function: false } },
            compress: { keepNames: { class: true, function: false } },
          },
        },
        transform: { inject: { ...inject } },
      },
    },
    plugins: [
      {
        name: 'shelfmark:module-list',
        moduleParsed({ id }) {
          if (!id.startsWith('\0') && !id.includes('/node_modules/')) files.push(id);
        },
      },
      {
        name: 'shelfmark:hollow',
        transform: (code, id) => (hollow?.test(id) === true ? { code: hollowed(code), map: null } : null),
      },
      {
        // The one thing that KafkaJS takes out of its package.json: where to report what must not happen.
        name: 'shelfmark:package-json',
        enforce: 'pre',
        transform(code, id) {
          if (!id.endsWith('/kafkajs/package.json')) return null;
          const { bugs } = JSON.parse(code) as { bugs: unknown };
          return { code: JSON.stringify({ bugs }), map: null };
        },
      },
      {
        name: 'shelfmark:keywords',
        transform: (code, id) =>
          id.endsWith('/sucrase/dist/esm/parser/tokenizer/readWordTree.js')
            ? { code: keywordsWithoutTree(code), map: null }
            : null,
      },
    ],
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const chunks = outputs.filter((output) => output.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`${entry} must become one script, not ${chunks.length}`);
  return { code: chunks[0]!.code, files };
}

/** The same exports, and nothing in them. */
function hollowed(code: string): string {
  const exports = code.matchAll(/^export (default )?(?:class|function) (\w+)/gm);
  return Array.from(exports, ([, isDefault = '', name]) => `export ${isDefault}function ${name}() {}`).join('\n');
}
