// Node 20 reads no TypeScript: Vite loads the tool and what it imports from src.
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/brokers/main.ts');
await module.main(process.argv.slice(2));
