// WHO MAY IMPORT WHOM. This table is the architecture: two halves, the simulation and the screen, that meet only in
// src/contract. An import that is not listed fails the checks (`npm run layers`). To add an arrow, edit the table, and
// be ready to say why: each new arrow is one more way for a change on one side to break the other.
// Within its own folder everything may import everything, except in a circle. ARCHITECTURE.md has the picture.
const TABLE = {
  contract: { ours: [], npm: [] },
  sim: { ours: ['contract'], npm: ['xstate', 'fflate'] },
  program: { ours: ['contract'], npm: ['kafkajs', 'sucrase', 'buffer', 'events', 'fflate'] },
  worker: { ours: ['contract', 'sim/cluster'], npm: [] },
  // Runs in Vite, not in the page: makes one script of each worker, of a program's too. Nothing else reaches src/program.
  'worker/build': { ours: [], npm: ['vite'], node: true },
  view: { ours: ['contract'], npm: [] },
  stage: { ours: ['view', 'contract'], npm: ['pixi.js'] },
  // Runs in Vite, not in the page: leaves out what the stage never calls of Pixi.
  'stage/build': { ours: [], npm: ['vite'], node: true },
  panels: { ours: ['view', 'contract', 'i18n'], npm: ['svelte'] },
  editor: { ours: ['i18n'], npm: ['monaco-editor', 'kafkajs', 'svelte'] },
  lesson: { ours: ['view', 'contract', 'i18n'], npm: ['valibot', 'yaml', 'markdown-it', 'svelte'] },
  // Runs in Vite, not in the page: reads the lessons' folders and complains about them with file and line.
  'lesson/build': {
    ours: ['lesson', 'view', 'contract', 'i18n'],
    npm: ['valibot', 'yaml', 'markdown-it', 'vite'],
    node: true,
  },
  // What an embed and the page around it say to one another.
  embed: { ours: ['lesson', 'contract', 'i18n'], npm: ['valibot'] },
  // Runs in Vite, not in the page: makes of a build what is read without being run.
  pages: { ours: ['lesson', 'lesson/build', 'embed', 'contract', 'i18n'], npm: ['vite'], node: true },
  i18n: { ours: [], npm: [] },
  // The only assembler. Not the simulation and not the programs: those start behind src/worker.
  app: {
    ours: ['contract', 'worker', 'view', 'stage', 'panels', 'editor', 'lesson', 'embed', 'i18n'],
    npm: ['svelte', '@fontsource-variable', 'fflate', 'valibot'],
  },
  'main.ts': { ours: ['app'], npm: ['svelte'] },
};

const escaped = (name) => name.replace(/[.]/g, '\\.');
const isFile = (name) => name.endsWith('.ts');

/** The files of a row: its folder without the folders that have rows of their own. */
function place(name) {
  if (isFile(name)) return `^src/${escaped(name)}$`;
  const inner = Object.keys(TABLE).filter((other) => other.startsWith(`${name}/`));
  const except = inner.map((other) => `${other.slice(name.length + 1)}/`).join('|');
  return `^src/${name}/${except === '' ? '' : `(?!${except})`}`;
}

const forbidden = Object.entries(TABLE).map(([layer, { ours, npm, node = false }]) => ({
  name: `${layer.replace('/', '-')}-imports-only-its-own`,
  comment: `src/${layer} may import ${[...ours, ...npm].join(', ') || 'nothing'}: see the table in .dependency-cruiser.cjs.`,
  severity: 'error',
  from: { path: place(layer) },
  to: {
    couldNotResolve: false, // has a rule of its own
    ...(node ? { dependencyTypesNot: ['core'] } : {}),
    pathNot: [
      place(layer),
      ...ours.map(place),
      // A package is known by where it resolves to, or, where Node has one of the same name, by that name.
      ...npm.flatMap((name) => [`node_modules/${escaped(name)}/`, `^${escaped(name)}$`]),
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
      // Types are gone when the program runs, so a circle that one of them closes is none.
      comment: 'Files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
