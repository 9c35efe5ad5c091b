import { describe, expect, it } from 'vitest';

// What the stage and the programs need of a browser. A machine whose browser lacks it fails here, with its reason.
describe('the browser that the tests run in', () => {
  it('draws with WebGL2', () => {
    const gl = document.createElement('canvas').getContext('webgl2');
    expect(gl).not.toBeNull();
    gl?.clearColor(0, 1, 0, 1);
    gl?.clear(0x4000);
    const pixel = new Uint8Array(4);
    gl?.readPixels(0, 0, 1, 1, 0x1908, 0x1401, pixel);
    expect([...pixel]).toEqual([0, 255, 0, 255]);
  });

  it('has fonts, Cyrillic ones too', () => {
    const context = document.createElement('canvas').getContext('2d');
    expect(context?.measureText('shelf').width).toBeGreaterThan(10);
    expect(context?.measureText('полка').width).toBeGreaterThan(10);
  });

  it('starts a worker from a blob', async () => {
    const url = URL.createObjectURL(new Blob(['postMessage(6 * 7)'], { type: 'text/javascript' }));
    const worker = new Worker(url);
    const answer = await new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data);
    });
    worker.terminate();
    URL.revokeObjectURL(url);
    expect(answer).toBe(42);
  });
});
