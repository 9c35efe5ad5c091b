import type { Command } from '../contract/command';
import { brokerEndpoint, US_PER_MS, type Us } from '../contract/ids';
import { isIsolated } from '../view/links';
import { shortName } from '../view/selectors';
import { linkBetween, thingKey, type Thing } from '../view/thing';
import type { BrokerView, LinkFault, View } from '../view/view';
import type { ActTexts, Say } from './act';
import { healing, namesOf } from './acts-link';

export type FaultKind =
  | 'broker-down'
  | 'broker-paused'
  | 'isolated'
  | 'slow-disk'
  | 'link-cut'
  | 'link-slow'
  | 'program-paused'
  | 'program-crashed'
  | 'program-killed';

/** Something that is wrong now, and what puts it right. */
export interface FaultNow {
  /** The same as long as the fault lasts. */
  readonly id: string;
  readonly kind: FaultKind;
  /** What it is on: whose menu has more of it. */
  readonly thing: Thing;
  readonly sinceUs: Us;
  readonly title: Say;
  /** What comes of it, or how bad it is; null: the title says it all. */
  readonly detail: Say | null;
  readonly healLabel: Say;
  readonly heal: readonly Command[];
}

/** Everything that is wrong and can be put right, what began first on top. */
export function faultsNow(view: View): FaultNow[] {
  const isolated = new Set([...view.brokers.keys()].filter((broker) => isIsolated(view, broker)));
  const faults = [
    ...[...view.brokers.values()].flatMap((broker) => brokerFaults(view, broker, isolated.has(broker.id))),
    ...linkFaults(view, new Set([...isolated].map(brokerEndpoint))),
    ...processFaults(view),
  ];
  return faults.sort((a, b) => a.sinceUs - b.sinceUs);
}

function brokerFaults(view: View, broker: BrokerView, isolated: boolean): FaultNow[] {
  const { id, node, nodeReason, nodeSinceUs, registration, registrationSinceUs } = broker;
  const thing: Thing = { kind: 'broker', broker: id };
  const faults: FaultNow[] = [];
  if (node === 'down') {
    const fenced = registration === 'Fenced' && registrationSinceUs >= nodeSinceUs;
    faults.push({
      id: `down ${id}`,
      kind: 'broker-down',
      thing,
      sinceUs: nodeSinceUs,
      title: (m) => m.faults.down(id, (nodeReason === null ? undefined : m.faults.downReason[nodeReason]) ?? null),
      detail: (m) => (fenced ? m.faults.fenced : m.faults.notFenced),
      healLabel: (m) => m.broker.start,
      heal: [{ type: 'start-broker', broker: id, disk: 'kept' }],
    });
  }
  if (node === 'paused') {
    faults.push({
      id: `paused ${id}`,
      kind: 'broker-paused',
      thing,
      sinceUs: nodeSinceUs,
      title: (m) => m.faults.paused(id),
      detail: null,
      healLabel: (m) => m.faults.wake,
      heal: [{ type: 'resume-broker', broker: id }],
    });
  }
  if (isolated) {
    const sinceUs = Math.max(...faultsAt(view, id).map((fault) => fault.sinceUs));
    faults.push({
      id: `isolated ${id}`,
      kind: 'isolated',
      thing,
      sinceUs,
      title: (m) => m.faults.isolated(id),
      detail: (m) => m.faults.isolatedDetail,
      healLabel: (m) => m.heal,
      heal: [{ type: 'heal-broker', broker: id }],
    });
  }
  const { extraUs, waiting, slowSinceUs } = broker.disk;
  if (extraUs > 0) {
    faults.push({
      id: `slow disk ${id}`,
      kind: 'slow-disk',
      thing,
      sinceUs: slowSinceUs ?? 0,
      title: (m) => m.faults.slowDisk(id, extraUs / US_PER_MS),
      detail: waiting === 0 ? null : (m) => m.faults.writesWait(waiting),
      healLabel: (m) => m.heal,
      heal: [{ type: 'slow-disk', broker: id, extraUs: 0 }],
    });
  }
  return faults;
}

function faultsAt(view: View, broker: number): LinkFault[] {
  const end = brokerEndpoint(broker);
  return [...view.linkFaults.values()].filter(({ from, to }) => from === end || to === end);
}

/** One for each link, both of its ways together; an isolated broker's are told of as such. */
function linkFaults(view: View, isolated: ReadonlySet<string>): FaultNow[] {
  const found = new Map<string, FaultNow>();
  for (const fault of view.linkFaults.values()) {
    if (isolated.has(fault.from) || isolated.has(fault.to)) continue;
    const link = linkBetween(fault.from, fault.to);
    const back = view.linkFaults.get(`${fault.to} ${fault.from}`);
    const cut = fault.state === 'cut' || back?.state === 'cut';
    const both = fault.state === 'cut' && back?.state === 'cut';
    const [from, to] = both || !cut ? [link.a, link.b] : fault.state === 'cut' ? ends(fault) : ends(back ?? fault);
    const extraMs = Math.max(fault.extraUs, back?.extraUs ?? 0) / US_PER_MS;
    const title = (m: ActTexts): string => {
      const [a, b] = namesOf(view, from, to, m);
      return !cut ? m.faults.linkSlow(a, b, extraMs) : both ? m.faults.linkCutBoth(a, b) : m.faults.linkCut(a, b);
    };
    found.set(thingKey(link), {
      id: thingKey(link),
      kind: cut ? 'link-cut' : 'link-slow',
      thing: link,
      sinceUs: Math.min(fault.sinceUs, back?.sinceUs ?? Infinity),
      title,
      detail: null,
      healLabel: (m) => m.heal,
      heal: healing(view, link.a, link.b),
    });
  }
  return [...found.values()];
}

const ends = ({ from, to }: LinkFault) => [from, to] as const;

function processFaults(view: View): FaultNow[] {
  return [...view.processes.values()].flatMap(({ id, state, program, instance, sinceUs }): FaultNow[] => {
    const name = shortName(view, id);
    if (state === 'paused') {
      return [
        {
          id: `paused ${id}`,
          kind: 'program-paused',
          thing: { kind: 'process', process: id },
          sinceUs,
          title: (m) => m.faults.processPaused(name),
          detail: (m) => m.faults.processPausedDetail,
          healLabel: (m) => m.faults.wake,
          heal: [{ type: 'resume-process', process: id }],
        },
      ];
    }
    if (state !== 'crashed' && state !== 'killed') return [];
    return [
      {
        id: `ended ${id}`,
        kind: state === 'crashed' ? 'program-crashed' : 'program-killed',
        thing: { kind: 'process', process: id },
        sinceUs,
        title: (m) => (state === 'crashed' ? m.faults.crashed(name) : m.faults.killed(name)),
        detail: null,
        healLabel: (m) => m.process.runAgain,
        heal: [{ type: 'run', program, instance }],
      },
    ];
  });
}
