// WHO MAY IMPORT WHOM. This table is the architecture: two halves, the simulation and the screen, that meet only in
// src/contract. An import that is not listed fails the checks (`npm run layers`). To add an arrow, edit the table, and
// be ready to say why: each new arrow is one more way for a change on one side to break the other.
// Within its own folder everything may import everything, except in a circle. ARCHITECTURE.md has the picture.
const TABLE = {
  contract: { ours: [], npm: [] },
  sim: { ours: ['contract'], npm: ['xstate', 'fflate'] },
  program: { ours: ['contract'], npm: ['kafkajs', 'sucrase', 'buffer', 'events', 'fflate'] },
  worker: { ours: ['contract', 'sim/cluster'], npm: [] },
  view: { ours: ['contract'], npm: [] },
  stage: { ours: ['view', 'contract'], npm: ['pixi.js'] },
  panels: { ours: ['view', 'contract', 'i18n'], npm: ['svelte'] },
  editor: { ours: ['i18n'], npm: ['monaco-editor', 'kafkajs', 'svelte'] },
  lesson: { ours: ['view', 'contract', 'i18n'], npm: ['valibot', 'yaml', 'markdown-it', 'svelte'] },
  i18n: { ours: [], npm: [] },
  // The only assembler. Not the simulation and not the programs: those start behind src/worker.
  app: {
    ours: ['contract', 'worker', 'view', 'stage', 'panels', 'editor', 'lesson', 'i18n'],
    npm: ['svelte', '@fontsource-variable'],
  },
  'main.ts': { ours: ['app'], npm: ['svelte'] },
};

const escaped = (name) => name.replace(/[.]/g, '\\.');
const isFile = (name) => name.endsWith('.ts');
const place = (name) => (isFile(name) ? `^src/${escaped(name)}$` : `^src/${name}/`);

const forbidden = Object.entries(TABLE).map(([layer, { ours, npm }]) => ({
  name: `${layer}-imports-only-its-own`,
  comment: `src/${layer} may import ${[...ours, ...npm].join(', ') || 'nothing'}: see the table in .dependency-cruiser.cjs.`,
  severity: 'error',
  from: { path: place(layer) },
  to: {
    couldNotResolve: false, // has a rule of its own
    pathNot: [
      place(layer),
      ...ours.map(place),
      // A package is known by where it resolves to; types that a package borrows from another count as that other.
      ...npm.map((name) => `node_modules/${escaped(name)}/`),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'every-folder-is-in-the-table',
      comment: 'A new folder of src needs its line in the table first.',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(TABLE).map(place) },
      to: {},
    },
    {
      name: 'every-target-is-in-the-table',
      comment: 'A new folder of src needs its line in the table first.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: Object.keys(TABLE).map(place) },
    },
    {
      name: 'no-circle',
      comment: 'Files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      // What vite.config.ts makes has no file; what it is made of is checked where that stands.
      comment: 'There is no such file or package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // An import of a type is an arrow too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'svelte', 'types', 'default'],
      extensions: ['.ts', '.svelte', '.svelte.ts', '.js', '.json'],
    },
  },
};
