import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunLog } from '../../src/contract/run-log';
import { createSimClient, type SimClient } from '../../src/worker/sim-client';
import { threeBrokers } from '../support/scenarios';

let client: SimClient;
beforeAll(async () => {
  client = await createSimClient();
});
afterAll(() => client.dispose());

/** Runs the text as a program and gives back what it told through `effect`. */
async function told(text: string): Promise<Record<string, unknown>> {
  const log: RunLog = {
    format: 1,
    engine: '0.1',
    seed: 1,
    commands: [],
    scenario: threeBrokers,
    programs: [{ name: 'stranger', entry: 'stranger.ts', role: 'other', autostart: 1 }],
    files: { 'stranger.ts': `import { effect } from 'shelfmark';\n${text}` },
  };
  const { events } = await client.open(log, 60_000_000);
  const facts = events.flatMap((event) => (event.type === 'effect' ? [[event.name, JSON.parse(event.data)]] : []));
  const printed = events.flatMap((event) => (event.type === 'console' ? [event.text] : []));
  return { ...Object.fromEntries(facts), printed };
}

/** What trying each expression came to: its type, or the error. */
const attempts = (expressions: readonly string[]): string => `
const attempt = async (text: string) => {
  try {
    const value = await (0, eval)('(async () => (' + text + '))()');
    return value === undefined ? 'undefined' : typeof value;
  } catch (error) {
    return error.name;
  }
};
for (const text of ${JSON.stringify(expressions)}) effect(text, await attempt(text));
`;

const CHANNELS = [
  'localStorage.length',
  'sessionStorage.length',
  'indexedDB.open("x")',
  'caches.open("x")',
  'cookieStore.getAll()',
  'document.cookie',
  'navigator.locks',
  'navigator.storage',
  'navigator.serviceWorker',
  'navigator.sendBeacon("https://example.com")',
  'fetch("https://example.com")',
  'new XMLHttpRequest()',
  'new WebSocket("wss://example.com")',
  'new WebSocketStream("wss://example.com")',
  'new WebTransport("https://example.com")',
  'new EventSource("https://example.com")',
  'new RTCPeerConnection()',
  'new BroadcastChannel("x")',
  'new MessageChannel()',
  'new Worker("data:text/javascript,")',
  'new SharedWorker("data:text/javascript,")',
  'importScripts("https://example.com/x.js")',
  'URL.createObjectURL(new Blob(["x"]))',
  'parent.postMessage("x", "*")',
  'top.location',
  'window.open("https://example.com")',
  'location.href',
  'name.length',
  'postMessage({ type: "stepped", outbox: [], wakeUs: null })',
  'self.postMessage("x")',
  'onmessage.call(globalThis)',
  'close()',
  'addEventListener("message", () => {})',
  'dispatchEvent(new Event("message"))',
  'requestAnimationFrame(() => {})',
  'scheduler.postTask(() => {})',
  'crypto.subtle.digest("SHA-256", new Uint8Array(1))',
  'new CompressionStream("gzip")',
  'new Response("x").text()',
  'new FileReader()',
  'WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
  'new SharedArrayBuffer(8)',
  'Atomics.wait',
  'Temporal.Now.instant()',
  'new WeakRef({})',
];

test('a program finds no channel out of its virtual world', async () => {
  const { printed, ...found } = await told(attempts(CHANNELS));
  expect(printed).toEqual([]);
  const refused = Object.entries(found).filter(([, outcome]) => /Error$/.test(String(outcome)));
  expect(
    Object.fromEntries(Object.entries(found).filter(([text]) => !refused.some(([name]) => name === text))),
  ).toEqual({});
  expect(refused).toHaveLength(CHANNELS.length);
});

test('no code is loaded from anywhere', async () => {
  // The engine itself answers these, in real time: the program waits until it has.
  const { imported, refused } = await told(`
    const outcomes: string[] = [];
    for (const address of ['https://example.com/x.js', 'data:text/javascript,export default 1', 'blob:null/x', './x.js']) {
      (0, eval)('(address) => import(address)')(address).then(() => outcomes.push('imported'), () => outcomes.push('refused'));
    }
    for (let ms = 0; ms < 50_000 && outcomes.length < 4; ms++) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const outcome of ['imported', 'refused']) effect(outcome, outcomes.filter((one) => one === outcome).length);
  `);
  expect(imported).toBe(0);
  expect(refused).toBe(4);
});

test('what was taken away cannot be had back by other ways to the same scope', async () => {
  const { printed, ...found } = await told(`
    const names = ['indexedDB', 'caches', 'fetch', 'postMessage', 'WebSocket', 'importScripts', 'MessageChannel',
      'addEventListener', 'dispatchEvent', 'navigator', 'location', 'onmessage', 'setTimeout'];
    const scopes: Record<string, any> = {
      'Function': Function('return this')(),
      'indirect eval': (0, eval)('this'),
      'globalThis': globalThis,
      'sloppy this': new Function('return (function () { return this })()')(),
    };
    for (const [name, scope] of Object.entries(scopes)) {
      effect(name, names.filter((one) => scope[one] !== undefined && one !== 'setTimeout'));
    }
    const chain: string[] = [];
    for (let owner = globalThis; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
      if (owner !== globalThis) chain.push(...Reflect.ownKeys(owner).map(String));
    }
    effect('inherited', chain.filter((name) => typeof (globalThis as any)[name] !== 'number'));
    effect('constructor', globalThis.constructor === Object);
    effect('own', Reflect.ownKeys(globalThis).map(String));
    effect('virtual timer', setTimeout === globalThis.setTimeout && !String(setTimeout).includes('native'));
  `);
  expect(printed).toEqual([]);
  for (const scope of ['Function', 'indirect eval', 'globalThis', 'sloppy this']) expect(found[scope]).toEqual([]);
  expect(found['inherited']).toEqual([]);
  expect(found['constructor']).toBe(true);
  expect(found['virtual timer']).toBe(true);
  expect(found['own']).not.toContain('self');
});

test('neither the clock on the wall nor chance is to be had', async () => {
  const facts = `
    const until = Date.now();
    for (let i = 0; i < 1e7; i++);
    effect('now', [until, Date.now(), new Date().getTime(), performance.now(), new Date(0).constructor.now()]);
    effect('zone', [new Date(2024, 0, 1).toISOString(), new Date(0).getTimezoneOffset(), String(new Date(0))]);
    effect('intl', [new Intl.DateTimeFormat().format(), Intl.DateTimeFormat().resolvedOptions().timeZone,
      new Intl.DateTimeFormat().constructor().format(), new Date(0).toLocaleString()]);
    effect('chance', [Math.random(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))]]);
    effect('shared', typeof SharedArrayBuffer);
  `;
  const first = await told(facts);
  expect(first['now']).toEqual([1_700_000_000_000, 1_700_000_000_000, 1_700_000_000_000, 0, 1_700_000_000_000]);
  expect(first['zone']).toEqual([
    '2024-01-01T00:00:00.000Z',
    0,
    'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)',
  ]);
  expect((first['intl'] as string[])[0]).toBe('11/14/2023');
  expect((first['intl'] as string[])[1]).toBe('UTC');
  expect((first['intl'] as string[])[2]).toBe('11/14/2023');
  expect(await told(facts)).toEqual(first);
});

test('a program cannot answer its steps itself, nor see how they are cut', async () => {
  const { printed, ...found } = await told(`
    const heard: unknown[] = [];
    (globalThis as any).onmessage = (event: unknown) => heard.push(event);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    effect('heard', heard.length);
  `);
  expect(printed).toEqual([]);
  expect(found['heard']).toBe(0);
});

test('the page itself stays out of reach of the frame: another origin, and no way up', async () => {
  const frame = document.querySelector('iframe[title="simulation"]') as HTMLIFrameElement;
  expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
  expect(frame.contentDocument).toBe(null);
  expect(() => frame.contentWindow!.document).toThrow(/cross-origin/i);
});
