import type { Token } from 'markdown-it';

/** A heading of a lesson's file and what stands below it. */
export interface Section {
  readonly level: number;
  readonly title: string;
  readonly id: string | null;
  readonly line: number;
  readonly heading: readonly Token[];
  readonly body: readonly Token[];
}

export const lineOf = (token: Token): number => (token.map?.[0] ?? 0) + 1;

/** The first block of this kind that stands by itself: its first token, and the one after its last. */
export function blockOf(body: readonly Token[], kind: string): { from: number; to: number } | null {
  const from = body.findIndex((token) => token.type === `${kind}_open` && token.level === 0);
  const to = body.findIndex((token, i) => i > from && token.type === `${kind}_close` && token.level === 0);
  return from < 0 ? null : { from, to: to + 1 };
}

/** The lines of the list in a section: each one's source text. */
export function itemsOf(body: readonly Token[]): { content: string; line: number }[] {
  return body.flatMap((token, i) => {
    if (token.type !== 'list_item_open') return [];
    return [{ content: body[i + 2]?.content ?? '', line: lineOf(token) }];
  });
}
