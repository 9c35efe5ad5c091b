import { Buffer } from 'buffer/index.js';
import { gunzipSync, gzipSync, unzlibSync } from 'fflate';

type Callback = (error: unknown, result?: Uint8Array) => void;

/** Done at once and answered in a promise job: nothing here waits for a thread of the machine. */
const answered = (work: (data: Uint8Array) => Uint8Array) => (data: Uint8Array, callback: Callback) => {
  let error: unknown = null;
  let result: Uint8Array | undefined;
  try {
    const bytes = work(data);
    result = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  } catch (thrown) {
    error = thrown;
  }
  queueMicrotask(() => callback(error, result));
};

/** The header has no time in it: the same records make the same bytes. */
export const gzip = answered((data) => gzipSync(data, { mtime: 0 }));
export const unzip = answered((data) => (data[0] === 0x1f && data[1] === 0x8b ? gunzipSync(data) : unzlibSync(data)));
