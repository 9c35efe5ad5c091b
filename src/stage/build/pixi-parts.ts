import type { Plugin } from 'vite';

/**
 * Modules that come along with Pixi's index and that the stage never calls: sprite sheets, with what resolves their
 * addresses; SVG; gradients and patterns; filters for masks; the names of colours; and the extensions that Pixi would
 * load by itself, for events and accessibility.
 */
const UNUSED = new RegExp(
  `/(?:pixi\\.js/lib/(?:${[
    'spritesheet/init',
    'scene/graphics/shared/svg/(?:SVGParser|parseSVGPath)',
    'scene/graphics/shared/buildCommands/buildArcToSvg',
    'scene/graphics/shared/fill/Fill(?:Gradient|Pattern)',
    'filters/mask/MaskFilter',
    'environment-browser/browserAll',
  ].join('|')})|@pixi/colord/plugins/names)\\.mjs$`,
);

/** The built site leaves them out: 12 KiB less for the running stage. */
export function pixiParts(): Plugin {
  return {
    name: 'shelfmark:pixi-parts',
    apply: 'build',
    transform: (code, id) => (UNUSED.test(id) ? { code: hollowed(code), map: null } : null),
  };
}

/** The same exports, and nothing in them. */
function hollowed(code: string): string {
  const names = Array.from(code.matchAll(/^export \{ (.+) \};$/gm), ([, list = '']) => list.split(', ')).flat();
  const own = names.map((name) => `export function ${name}() {}`);
  if (/\bexport default\b/.test(code)) own.push('export default function () {}');
  return own.join('\n');
}
