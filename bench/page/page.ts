import '../../src/app/tokens.css';
import { frameMs } from './frames';
import { playInSandbox } from './sandbox';
import { virtualPerReal } from './virtual-per-real';

/** What bench/main.ts asks of the page, by name. */
const measures = { frameMs, playInSandbox, virtualPerReal };
export type Measures = typeof measures;

declare global {
  interface Window {
    bench: Measures;
  }
}

window.bench = measures;
