import { describe, expect, it } from 'vitest';
import { foreignResize } from '../../src/embed/foreign-resize';

const prepare = (height: number) => ({
  context: 'h5p',
  action: 'prepareResize',
  scrollHeight: height,
  clientHeight: height,
});
const resize = (height: number) => ({ ...prepare(height), action: 'resize' });
const canvas = (height: number) => ({ subject: 'lti.frameResize', height });

describe('heights in other hosts’ languages', () => {
  it('holds the conversation of h5p-resizer.js', () => {
    const speech = foreignResize();
    expect(speech.hello()).toEqual({ context: 'h5p', action: 'hello' });
    expect(speech.answer({ context: 'h5p', action: 'ready' }, 500)).toEqual([speech.hello()]);
    expect(speech.answer({ context: 'h5p', action: 'hello' }, 500)).toEqual([prepare(500)]);
    expect(speech.answer({ context: 'h5p', action: 'resizePrepared' }, 500)).toEqual([resize(500)]);
    expect(speech.wants(620)).toEqual([prepare(620), canvas(620)]);
    // The window around has another width now.
    expect(speech.answer({ context: 'h5p', action: 'resize' }, 640)).toEqual([prepare(640)]);
  });

  it('asks at once where nobody answers: H5P’s script cannot speak to a frame of opaque origin', () => {
    expect(foreignResize().wants(500)).toEqual([resize(500), canvas(500)]);
  });

  it.each([null, 'hello', { action: 'hello' }, { context: 'h5p' }, { context: 'h5p', action: 'toString' }])(
    'says nothing to %j',
    (data) => {
      expect(foreignResize().answer(data, 500)).toEqual([]);
    },
  );
});
