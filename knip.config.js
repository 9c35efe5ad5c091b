/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    'bench/main.ts',
    'tools/*/main.ts',
    // Named by an HTML page.
    'bench/page/page.ts',
    'test/stage/page/page.ts',
    // Made into scripts of their own, with these in place of Node's modules, by src/worker/build.
    'src/**/*.worker.ts',
    'src/program/kafkajs-globals.ts',
    'src/program/shims/*.ts',
  ],
  project: ['src/**/*.{ts,svelte,css}', 'test/**', 'bench/**', 'tools/**', 'lessons/**/*.ts', '*.{js,cjs,ts}'],
  // What a learner opens is a program of its own, and fixtures are read as text.
  ignore: ['test/*/fixtures/**', 'lessons/*/{start,solution,right,wrong}/**'],
  // Clients and servers written by others, for who has them.
  ignoreBinaries: ['java', 'kcat', 'mvn'],
  // A name for the shape of an argument or a result is for the reader, used elsewhere or not.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Each table gives the types of its request and its response, whoever needs them.
  ignoreIssues: { 'src/sim/protocol/messages/*.ts': ['types'] },
  compilers: {
    // What a style sheet takes from packages: `@import '…'`, `url('@…')`.
    css: (text) =>
      [...text.matchAll(/@import\s+['"]([^'"]+)['"]|url\(['"]?(@[^'")]+)/g)]
        .map(([, sheet, file]) => `import '${sheet ?? file}';`)
        .join('\n'),
  },
};
