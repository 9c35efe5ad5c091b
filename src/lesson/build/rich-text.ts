import type { Token } from 'markdown-it';
import type { Language } from '../../i18n/messages';
import { termOf } from '../../i18n/terms';
import { plainText } from '../plain-text';
import { type Element, type LiveValue, type Place, type RichNode, type RichText, type Tag, TAGS } from '../lesson';

/** What the words of a `{{place}}` may refer to; the line is that of the block it stands in. */
export interface PlaceUse {
  readonly place: Place;
  readonly line: number;
}

export interface Unknown {
  readonly line: number;
  readonly what: string;
}

/** Turns markdown-it's flat tokens into a tree, and keeps what it met on the way. */
export class RichTextBuilder {
  readonly #language: Language;
  readonly places: PlaceUse[] = [];
  /** Markup that the page has no element for: the outermost of each. */
  readonly unknownMarkup: Unknown[] = [];
  /** `{{…}}` that have none of our three forms. */
  readonly unknownPlaces: Unknown[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  build(tokens: readonly Token[]): RichText {
    const root: RichNode[] = [];
    const stack: { children: RichNode[] }[] = [{ children: root }];
    let line = 1;
    let unknownDepth = 0;
    for (const token of tokens) {
      if (token.map !== null) line = token.map[0] + 1;
      if (unknownDepth > 0 || (token.nesting === 1 && !token.hidden && !isKnown(token))) {
        if (unknownDepth === 0) this.unknownMarkup.push({ line, what: token.tag });
        unknownDepth += token.nesting;
        continue;
      }
      const top = stack.at(-1)?.children ?? root;
      if (token.type === 'inline') {
        top.push(...this.inline(token.children ?? [], line));
      } else if (token.nesting === 1) {
        const children: RichNode[] = [];
        // A tight list hides its paragraphs: what is in them belongs to the list item.
        if (!token.hidden) top.push({ type: 'element', tag: token.tag as Tag, children });
        stack.push({ children: token.hidden ? top : children });
      } else if (token.nesting === -1) {
        stack.pop();
      } else if (token.type === 'fence' || token.type === 'code_block') {
        const code: Element = { type: 'element', tag: 'code', children: [token.content] };
        top.push({ type: 'element', tag: 'pre', children: [code] });
      } else {
        this.unknownMarkup.push({ line, what: token.tag === '' ? token.type : token.tag });
      }
    }
    return root;
  }

  inline(tokens: readonly Token[], line: number): RichText {
    const root: RichNode[] = [];
    const stack: RichNode[][] = [root];
    for (const token of tokens) {
      const top = stack.at(-1) ?? root;
      if (token.type === 'text' || token.type === 'text_special') {
        for (const node of this.#withPlaces(token.content, line)) append(top, node);
      } else if (token.type === 'softbreak') {
        append(top, ' ');
      } else if (token.type === 'hardbreak') {
        top.push({ type: 'element', tag: 'br', children: [] });
      } else if (token.type === 'code_inline') {
        top.push({ type: 'element', tag: 'code', children: [token.content] });
      } else if (token.nesting === 1) {
        const children: RichNode[] = [];
        const href = token.attrGet('href');
        if (!isKnown(token)) this.unknownMarkup.push({ line, what: token.tag });
        top.push({
          type: 'element',
          tag: token.tag as Tag,
          ...(href === null ? {} : { href: String(href) }),
          children,
        });
        stack.push(children);
      } else if (token.nesting === -1) {
        const children = stack.pop() ?? [];
        if (token.tag === 'em') this.#explain(stack.at(-1) ?? root, children);
      } else {
        this.unknownMarkup.push({ line, what: token.tag === '' ? token.type : token.tag });
      }
    }
    return root;
  }

  /** An emphasised word that the glossary has is a term. */
  #explain(nodes: RichNode[], children: RichText): void {
    const term = termOf(plainText(children), this.#language);
    if (term !== null) nodes[nodes.length - 1] = { type: 'element', tag: 'em', term, children };
  }

  #withPlaces(text: string, line: number): RichNode[] {
    return text.split(/\{\{(.*?)\}\}/).flatMap((piece, i): RichNode[] => {
      if (i % 2 === 0) return piece === '' ? [] : [piece];
      const place = parsePlace(piece.trim());
      if (place === null) {
        this.unknownPlaces.push({ line, what: `{{${piece}}}` });
        return [];
      }
      this.places.push({ place, line });
      return [place];
    });
  }
}

const isKnown = (token: Token): boolean => TAGS.some((tag) => tag === token.tag);

function append(nodes: RichNode[], node: RichNode): void {
  const last = nodes.at(-1);
  if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
  else nodes.push(node);
}

function parsePlace(text: string): Place | null {
  const [, ratioOf, ratioTo] = /^([a-z0-9-]+)\s*\/\s*([a-z0-9-]+)$/.exec(text) ?? [];
  if (ratioOf !== undefined && ratioTo !== undefined) return { type: 'ratio', of: ratioOf, to: ratioTo };
  const [, quiz] = /^guess\s+([a-z0-9-]+)$/.exec(text) ?? [];
  if (quiz !== undefined) return { type: 'guess', quiz };
  if (/^[a-z0-9-]+$/.test(text)) return { type: 'measured', task: text };
  const value = parseLive(text.split(/\s+/));
  return value === null ? null : { type: 'live', value };
}

/** `committed group topic partition`, `leader topic partition`, `members group` … */
function parseLive([what, ...args]: readonly string[]): LiveValue | null {
  const [first, second, third] = args;
  if (first === undefined || !args.every((arg) => /^[\w.-]+$/.test(arg))) return null;
  const partition = (text: string | undefined): number | null =>
    text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
  switch (what) {
    case 'committed':
    case 'lag':
      if (second === undefined || args.length > 3 || (third !== undefined && partition(third) === null)) return null;
      return { what, group: first, topic: second, partition: partition(third) };
    case 'log-end':
    case 'high-watermark':
    case 'log-start':
    case 'leader':
    case 'isr': {
      const number = partition(second);
      return number === null || args.length !== 2 ? null : { what, topic: first, partition: number };
    }
    case 'coordinator':
    case 'state':
    case 'members':
      return args.length === 1 ? { what, group: first } : null;
    default:
      return null;
  }
}
