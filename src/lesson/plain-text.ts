import type { RichText } from './lesson';

/** The words alone, for names and labels. */
export function plainText(nodes: RichText): string {
  return nodes
    .map((node) => (typeof node === 'string' ? node : node.type === 'element' ? plainText(node.children) : ''))
    .join('');
}
