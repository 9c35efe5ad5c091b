import { isWebGLSupported, WebGLRenderer, type Renderer } from 'pixi.js';

/**
 * WebGL, or canvas where there is none. Pixi's own choice would bring WebGPU along, and its systems for events,
 * accessibility and filters, none of which the stage has a use for.
 */
export async function makeRenderer(kind: 'webgl' | 'canvas', width: number, height: number): Promise<Renderer> {
  const renderer = kind === 'webgl' && isWebGLSupported() ? new WebGLRenderer() : await canvasRenderer();
  await renderer.init({
    width: Math.max(1, width),
    height: Math.max(1, height),
    resolution: window.devicePixelRatio,
    autoDensity: true,
    antialias: true,
    backgroundAlpha: 0,
    skipExtensionImports: true,
  });
  return renderer;
}

async function canvasRenderer(): Promise<Renderer> {
  const { CanvasRenderer } = await import('./canvas-renderer');
  return new CanvasRenderer();
}
