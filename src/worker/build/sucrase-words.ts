/**
 * sucrase ships its table of keywords as a tree written out in 18,000 numbers, nearly all of them -1. Gives the
 * same module with the keywords alone, and the tree made of them when it is loaded: 2 KiB less over the wire.
 * The tree has 27 numbers a node, nodes in the order of their words: what the word is, or -1, then for each letter
 * where the node of the word and that letter begins, or -1.
 */
export function keywordsWithoutTree(code: string): string {
  const end = code.indexOf('export const READ_WORD_TREE');
  const nodes = code.matchAll(/^ {2}\/\/ "(\w+)"\n {2}(.+?), -?\d/gm);
  const words = Array.from(nodes, ([, word, meaning]) => [word, meaning] as const).filter(
    ([, meaning]) => meaning !== '-1',
  );
  const list = words.map(([word, meaning]) => `[${JSON.stringify(word)}, ${meaning}]`).join(',\n');
  if (end < 0 || words.length < 50) throw new Error('sucrase’s table of keywords is not what it was.');
  return `${code.slice(0, end)}
const tree = [];
const grow = (words, depth) => {
  const node = tree.length;
  for (let i = 0; i < 27; i++) tree.push(-1);
  for (let letter = 0; letter < 26; letter++) {
    const below = words.filter(([word]) => word.charCodeAt(depth) === letter + 97);
    if (below.length > 0) tree[node + 1 + letter] = grow(below, depth + 1);
  }
  for (const [word, meaning] of words) if (word.length === depth) tree[node] = meaning;
  return node;
};
grow([
${list}
], 0);
export const READ_WORD_TREE = new Int32Array(tree);
`;
}
