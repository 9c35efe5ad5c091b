import type { Command } from '../contract/command';
import { brokerEndpoint, processEndpoint, US_PER_MS, type BrokerId } from '../contract/ids';
import { isIsolated } from '../view/links';
import { isAlive } from '../view/selectors';
import { linkBetween } from '../view/thing';
import type { View } from '../view/view';
import { doing, type Act, type Say } from './act';
import { endpointName } from './endpoint-name';

/** What each write to a slow disk takes longer, at first. */
const SLOW_DISK_MS = 900;

export function brokerActs(view: View, broker: BrokerId): Act[] {
  const node = view.brokers.get(broker)?.node ?? 'down';
  return [...powerActs(view, broker, node), ...networkActs(view, broker), ...diskActs(view, broker)];
}

function powerActs(view: View, broker: BrokerId, node: 'up' | 'down' | 'paused'): Act[] {
  if (node === 'down') {
    const start = (disk: 'kept' | 'lost'): Command => ({ type: 'start-broker', broker, disk });
    return [
      { id: 'start', label: (m) => m.broker.start, key: 'S', set: 0, whyNot: null, does: doing(start('kept')) },
      {
        id: 'start-lost',
        label: (m) => m.broker.startLost,
        key: 'E',
        set: 0,
        whyNot: null,
        does: doing(start('lost')),
      },
    ];
  }
  const state = view.brokers.get(broker)?.state;
  const leaves = state === 'PendingControlledShutdown' || state === 'ShuttingDown';
  const stop: Act = {
    id: 'stop',
    label: (m) => m.broker.stop,
    key: 'S',
    set: 0,
    whyNot: leaves ? (m) => m.broker.leaves : node === 'paused' ? (m) => m.broker.isPaused : null,
    does: doing({ type: 'stop-broker', broker }),
  };
  const pause: Act =
    node === 'paused'
      ? {
          id: 'resume',
          label: (m) => m.broker.resume,
          key: 'P',
          set: 0,
          whyNot: null,
          does: doing({ type: 'resume-broker', broker }),
        }
      : {
          id: 'pause',
          label: (m) => m.broker.pause,
          key: 'P',
          set: 0,
          whyNot: null,
          does: doing({ type: 'pause-broker', broker }),
        };
  return [
    stop,
    {
      id: 'kill',
      label: (m) => m.broker.kill,
      key: 'K',
      set: 0,
      whyNot: null,
      does: doing({ type: 'kill-broker', broker }),
    },
    {
      id: 'power-off',
      label: (m) => m.broker.powerOff,
      key: 'F',
      set: 0,
      whyNot: null,
      does: doing({ type: 'power-off-broker', broker }),
    },
    pause,
  ];
}

function networkActs(view: View, broker: BrokerId): Act[] {
  const end = `broker:${broker}`;
  const faulty = [...view.linkFaults.values()].some(({ from, to }) => from === end || to === end);
  const isolated = isIsolated(view, broker);
  const heal: Act = {
    id: 'heal-links',
    label: (m) => m.broker.healLinks,
    key: isolated ? 'I' : 'H',
    set: 1,
    whyNot: null,
    does: doing({ type: 'heal-broker', broker }),
  };
  const isolate: Act = {
    id: 'isolate',
    label: (m) => m.broker.isolate,
    key: 'I',
    set: 1,
    whyNot: null,
    does: doing({ type: 'isolate-broker', broker }),
  };
  return [...(isolated ? [] : [isolate]), ...(faulty ? [heal] : []), linksAct(view, broker)];
}

/** Its links are no things that one always sees: here they are by name. */
function linksAct(view: View, broker: BrokerId): Act {
  const here = brokerEndpoint(broker);
  const others = [...view.brokers.keys()].filter((id) => id !== broker).map(brokerEndpoint);
  const programs = [...view.processes.values()].filter(isAlive).map((process) => processEndpoint(process.id));
  const things = [...others, ...programs].map((there) => ({
    label: ((m) => m.broker.linkTo(endpointName(view, there, m))) satisfies Say,
    thing: linkBetween(here, there),
  }));
  return {
    id: 'links',
    label: (m) => m.broker.links,
    key: 'L',
    set: 1,
    whyNot: things.length === 0 ? (m) => m.broker.noLinks : null,
    does: { kind: 'things', things },
  };
}

function diskActs(view: View, broker: BrokerId): Act[] {
  const slow = (view.brokers.get(broker)?.disk.extraUs ?? 0) > 0;
  const heal: Act = {
    id: 'heal-disk',
    label: (m) => m.broker.healDisk,
    key: 'Q',
    set: 2,
    whyNot: null,
    does: doing({ type: 'slow-disk', broker, extraUs: 0 }),
  };
  return [
    {
      id: 'slow-disk',
      label: (m) => m.broker.slowDisk,
      key: 'D',
      set: 2,
      whyNot: null,
      does: {
        kind: 'number',
        form: {
          label: (m) => m.broker.slowDiskBy,
          unit: (m) => m.ms,
          min: 1,
          max: 60_000,
          value: SLOW_DISK_MS,
          suggestions: [100, 300, SLOW_DISK_MS, 3_000],
          commands: (ms) => [{ type: 'slow-disk', broker, extraUs: ms * US_PER_MS }],
        },
      },
    },
    ...(slow ? [heal] : []),
    {
      id: 'open-disk',
      label: (m) => m.broker.openDisk,
      key: 'O',
      set: 3,
      whyNot: null,
      does: { kind: 'opens', tab: 'disk' },
    },
  ];
}
