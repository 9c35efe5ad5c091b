// On its own, so that only browsers without WebGL fetch it.
export { CanvasRenderer } from 'pixi.js';
