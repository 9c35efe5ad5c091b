// Node 20 reads no TypeScript: Vite loads the tool and what it imports from src.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/new-lesson/main.ts');
process.exitCode = module.main(process.argv.slice(2));
