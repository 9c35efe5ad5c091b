import { US_PER_MS, type Us } from '../contract/ids';
import { fencedSince } from '../view/broker-standing';
import type { Marks } from '../view/marks';
import { shownGroups } from '../view/selectors';
import type { BrokerView, View } from '../view/view';
import type { CaseBox } from './boxes';
import { part, widthOf, type Label, type Part } from './label';
import type { StageWords } from './words';

interface Context {
  readonly view: View;
  readonly nowUs: Us;
  readonly marks: Marks;
  readonly words: StageWords;
}

/** Right of what is written: the controls. */
const CONTROLS = 76;

/** A bookcase's name, what is wrong with it, and its offices; what queues before it. */
export function caseLabels(context: Context, box: CaseBox): Label[] {
  const { view, words } = context;
  const broker = view.brokers.get(box.broker);
  const down = box.standing === 'down';
  const room = box.width - 14 - CONTROLS;
  const title = part(down ? 'title-soft' : 'title', words.broker(box.broker));
  const faults = broker === undefined ? [] : faultParts(context, box, broker, room - 80);
  const notes = down ? [] : officeParts(context, box);
  const name: Label = {
    key: `broker ${box.broker}`,
    ...box.name,
    anchor: 'start',
    size: 13,
    ground: 'raised',
    room,
    parts: [title, ...faults, ...notes],
  };
  const waiting = broker === undefined ? 0 : waitingBefore(box, broker);
  return waiting === 0 ? [name] : [name, doorLabel(box, words.waiting(waiting))];
}

/** From so many writes on their queue is drawn: one that is just being written waits for nobody. */
const QUEUE_MIN = 2;

/** Requests before a paused broker; or else writes before its disk. */
export function waitingBefore(box: CaseBox, broker: BrokerView): number {
  if (box.standing === 'paused') return broker.atDoor;
  return box.standing === 'runs' && broker.disk.waiting >= QUEUE_MIN ? broker.disk.waiting : 0;
}

function faultParts({ view, nowUs, words }: Context, box: CaseBox, broker: BrokerView, room: number): Part[] {
  if (box.standing === 'down') {
    const { nodeReason, nodeSinceUs } = broker;
    const fenced = fencedSince(broker);
    const full = part('tag-fault', words.down(nodeReason, nodeSinceUs, fenced), 'cross');
    return [widthOf([full], 11) <= room ? full : part('tag-fault', words.downShort(nodeReason), 'cross')];
  }
  const parts: Part[] = [];
  if (box.standing === 'paused') parts.push(part('tag-fault', words.paused(nowUs - broker.nodeSinceUs), 'pause'));
  if (box.isolated) parts.push(part('tag-fault', words.isolated, 'cross'));
  if (broker.disk.extraUs > 0) parts.push(part('tag-fault', words.diskSlow(broker.disk.extraUs / US_PER_MS)));
  // Before the run has begun nobody runs, and that is no news.
  if (broker.state !== 'Running' && view.events > 0) parts.push(part('soft', words.brokerState[broker.state]));
  const fenced = fencedSince(broker);
  if (fenced !== null) parts.push(part('tag-fault', words.fenced(fenced)));
  return parts;
}

function officeParts({ view, marks, words }: Context, box: CaseBox): Part[] {
  if (!marks.offices) return [];
  const groups = shownGroups(view).filter((group) => group.coordinator === box.broker);
  const offices = [
    ...(view.controller === box.broker ? [words.activeController] : []),
    ...(groups.length === 0 ? [] : [words.coordinatorOf(groups.map((group) => group.group))]),
  ];
  return offices.length === 0 ? [] : [part('faint', offices.join(', '))];
}

const doorLabel = (box: CaseBox, text: string): Label => ({
  key: `door ${box.broker}`,
  x: box.x - 5,
  y: doorY(box) - 12,
  anchor: 'end',
  size: 11,
  // Between the cards and the bookcase is no more room.
  tight: true,
  ground: 'paper',
  parts: [part('strong', text)],
});

/** Height at which call slips queue before a bookcase. */
export const doorY = (box: CaseBox): number => Math.round(box.y + box.height / 2);
