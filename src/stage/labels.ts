import type { Us } from '../contract/ids';
import type { Marks } from '../view/marks';
import { shownGroups } from '../view/selectors';
import type { View } from '../view/view';
import type { CaseBox, StageLayout } from './boxes';
import { cardLabels } from './card-labels';
import { part, type Label, type Part } from './label';
import { shelfLabels } from './shelf-labels';
import type { StageWords } from './words';

/** Everything that is written on the stage at this moment. */
export function labelsOf(view: View, nowUs: Us, layout: StageLayout, marks: Marks, words: StageWords): Label[] {
  return [
    ...layout.cases.map((box) => caseLabel(view, box, marks, words)),
    ...layout.shelves.flatMap((box) => shelfLabels({ view, layout, marks, words }, box)),
    ...cardLabels({ view, nowUs, marks, words }, layout),
  ];
}

function caseLabel(view: View, box: CaseBox, marks: Marks, words: StageWords): Label {
  const state = view.brokers.get(box.broker)?.state ?? 'Running';
  const notes: Part[] = [];
  // Before the run has begun nobody runs, and that is no news.
  if (state !== 'Running' && view.events > 0) notes.push(part('soft', words.brokerState[state]));
  if (marks.offices && view.controller === box.broker) notes.push(part('faint', words.activeController));
  const groups = shownGroups(view).filter((group) => group.coordinator === box.broker);
  if (marks.offices && groups.length > 0)
    notes.push(part('faint', words.coordinatorOf(groups.map((group) => group.group))));
  return {
    key: `broker ${box.broker}`,
    ...box.name,
    anchor: 'start',
    size: 13,
    ground: 'raised',
    room: box.width - 40,
    parts: [part('title', words.broker(box.broker)), ...notes],
  };
}
