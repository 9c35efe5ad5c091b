// Node 20 reads no TypeScript: Vite loads the tool and what it imports.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/fuzz/main.ts');
module.main(process.argv.slice(2));
