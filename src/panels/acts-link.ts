import type { Command } from '../contract/command';
import { brokerOf, US_PER_MS, type EndpointId } from '../contract/ids';
import { isCut, linkFault } from '../view/links';
import type { View } from '../view/view';
import { doing, type Act, type ActTexts } from './act';
import { endpointName } from './endpoint-name';

/** What a slow link adds at first. */
const SLOW_LINK_MS = 800;

export function linkActs(view: View, a: EndpointId, b: EndpointId): Act[] {
  const cut = (from: EndpointId, to: EndpointId): Command => ({ type: 'cut-link', from, to });
  const [there, back] = [isCut(view, a, b), isCut(view, b, a)];
  const healthy = linkFault(view, a, b) === null && linkFault(view, b, a) === null;
  const already = (m: ActTexts): string => m.link.isCut;
  return [
    {
      id: 'cut-there',
      label: (m) => m.link.cut(...namesOf(view, a, b, m)),
      key: '1',
      set: 0,
      whyNot: there ? already : null,
      does: doing(cut(a, b)),
    },
    {
      id: 'cut-back',
      label: (m) => m.link.cut(...namesOf(view, b, a, m)),
      key: '2',
      set: 0,
      whyNot: back ? already : null,
      does: doing(cut(b, a)),
    },
    {
      id: 'cut-both',
      label: (m) => m.link.cutBoth,
      key: 'X',
      set: 0,
      whyNot: there && back ? already : null,
      does: doing(...[...(there ? [] : [cut(a, b)]), ...(back ? [] : [cut(b, a)])]),
    },
    {
      id: 'slow',
      label: (m) => m.link.slow,
      key: 'D',
      set: 0,
      whyNot: null,
      does: {
        kind: 'number',
        form: {
          label: (m) => m.link.slowBy,
          unit: (m) => m.ms,
          min: 1,
          max: 60_000,
          value: SLOW_LINK_MS,
          suggestions: [100, 300, SLOW_LINK_MS, 3_000],
          commands: (ms) => [
            { type: 'slow-link', from: a, to: b, extraUs: ms * US_PER_MS },
            { type: 'slow-link', from: b, to: a, extraUs: ms * US_PER_MS },
          ],
        },
      },
    },
    {
      id: 'heal',
      label: (m) => m.heal,
      key: 'H',
      set: 1,
      whyNot: healthy ? (m) => m.link.isWhole : null,
      does: doing(...healing(view, a, b)),
    },
  ];
}

/** Heals those ways of a link that are not as they should be. */
export const healing = (view: View, a: EndpointId, b: EndpointId): Command[] =>
  (
    [
      [a, b],
      [b, a],
    ] as const
  ).flatMap(([from, to]): Command[] => (linkFault(view, from, to) === null ? [] : [{ type: 'heal-link', from, to }]));

/** Between brokers their numbers say enough. */
export function namesOf(view: View, from: EndpointId, to: EndpointId, m: ActTexts): [string, string] {
  const [one, other] = [brokerOf(from), brokerOf(to)];
  if (one !== null && other !== null) return [String(one), String(other)];
  return [endpointName(view, from, m), endpointName(view, to, m)];
}
