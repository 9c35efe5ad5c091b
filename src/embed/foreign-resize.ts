/** Heights in the languages of hosts that change a frame's height by messages of their own. */
export interface ForeignResize {
  /** Sent once, so that H5P's resizer knows the frame. */
  hello(): unknown;
  /** What to send when the height that is wanted has changed. */
  wants(height: number): readonly unknown[];
  /** What to send in answer to a message of the host; empty when it is none of H5P's. */
  answer(data: unknown, height: number): readonly unknown[];
}

/**
 * H5P's conversation (h5p-resizer.js): `hello` is answered by `hello`; then `prepareResize`, which is answered by
 * `resizePrepared`, then `resize`. Its script cannot answer a frame of opaque origin, and takes `resize` alone as well.
 * Canvas: `lti.frameResize`, which is not answered.
 */
export function foreignResize(): ForeignResize {
  let answered = false;
  const prepare = (height: number): unknown => h5p('prepareResize', { scrollHeight: height, clientHeight: height });
  const resize = (height: number): unknown => h5p('resize', { scrollHeight: height, clientHeight: height });
  return {
    hello: () => h5p('hello'),
    wants: (height) => [answered ? prepare(height) : resize(height), { subject: 'lti.frameResize', height }],
    answer(data, height) {
      if (typeof data !== 'object' || data === null) return [];
      const { context, action } = data as { context?: unknown; action?: unknown };
      if (context !== 'h5p') return [];
      switch (action) {
        case 'ready':
          return [h5p('hello')];
        case 'hello':
        case 'resize': // The window around has another width now.
          answered = true;
          return [prepare(height)];
        case 'resizePrepared':
          return [resize(height)];
        default:
          return [];
      }
    },
  };
}

const h5p = (action: string, more: object = {}): unknown => ({ context: 'h5p', action, ...more });
