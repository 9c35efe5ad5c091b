// Node 20 reads no TypeScript: Vite loads the bench and what it imports from src.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./bench/main.ts');
await module.main(process.argv.slice(2));
