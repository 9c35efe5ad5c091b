import type { Us } from '../contract/ids';
import type { Marks } from '../view/marks';
import type { View } from '../view/view';
import type { StageLayout } from './boxes';
import { cardLabels } from './card-labels';
import { caseLabels } from './case-labels';
import { part, type Label } from './label';
import type { LinkBox } from './links';
import { shelfLabels } from './shelf-labels';
import type { StageWords } from './words';

/** Everything that is written on the stage at this moment. */
export function labelsOf(
  view: View,
  nowUs: Us,
  layout: StageLayout,
  marks: Marks,
  words: StageWords,
  links: readonly LinkBox[] = [],
): Label[] {
  return [
    ...layout.cases.flatMap((box) => caseLabels({ view, nowUs, marks, words }, box)),
    ...layout.shelves.flatMap((box) => shelfLabels({ view, layout, marks, words }, box)),
    ...cardLabels({ view, nowUs, marks, words }, layout),
    ...links.flatMap((link) => linkLabel(link, words)),
  ];
}

/** Above the coil: what it adds. */
function linkLabel({ thing, middle, extraMs }: LinkBox, words: StageWords): Label[] {
  if (extraMs === 0) return [];
  return [
    {
      key: `link ${thing.a} ${thing.b}`,
      x: middle.x,
      y: middle.y - 30,
      anchor: 'middle',
      size: 11,
      ground: 'paper',
      parts: [part('mono-fault', words.adds(extraMs))],
    },
  ];
}
