// Node 20 reads no TypeScript: Vite loads the tool and what it imports from test and src.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/conformance/main.ts');
await module.main(process.argv.slice(2));
