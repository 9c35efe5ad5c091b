import { brokerEndpoint, processEndpoint, type ProcessId } from '../contract/ids';
import type { ProgramSpec } from '../contract/scenario';
import { isCut } from '../view/links';
import { isAlive } from '../view/selectors';
import type { View } from '../view/view';
import { doing, type Act, type Say } from './act';

export function processActs(view: View, id: ProcessId): Act[] {
  const process = view.processes.get(id);
  const alive = process !== undefined && isAlive(process);
  const code: Act = {
    id: 'open-code',
    label: (m) => m.process.openCode,
    key: 'O',
    set: 3,
    whyNot: null,
    does: { kind: 'opens', tab: 'programs' },
  };
  if (!alive) return [...runAct(view, id), code];
  const reads = roleOf(view, process.program) === 'consumer';
  return [
    {
      id: 'stop',
      label: (m) => (reads ? m.process.stopReader : m.process.stop),
      key: 'S',
      set: 0,
      whyNot:
        process.state === 'stopping'
          ? (m) => m.process.leaves
          : process.state === 'paused'
            ? (m) => m.process.isPaused
            : null,
      does: doing({ type: 'stop', process: id }),
    },
    {
      id: 'kill',
      label: (m) => (reads ? m.process.killReader : m.process.kill),
      key: 'K',
      set: 0,
      whyNot: null,
      does: doing({ type: 'kill', process: id, cause: 'visitor' }),
    },
    process.state === 'paused'
      ? {
          id: 'resume',
          label: (m) => m.process.resume,
          key: 'P',
          set: 0,
          whyNot: null,
          does: doing({ type: 'resume-process', process: id }),
        }
      : {
          id: 'pause',
          label: (m) => m.process.pause,
          key: 'P',
          set: 0,
          whyNot: null,
          does: doing({ type: 'pause-process', process: id }),
        },
    cutAct(view, id),
    code,
  ];
}

function runAct(view: View, id: ProcessId): Act[] {
  const process = view.processes.get(id);
  const program = process?.program ?? programOf(view, id)?.name;
  if (program === undefined) return [];
  const instance = process?.instance ?? Number(id.slice(program.length + 1));
  return [
    {
      id: 'run',
      label: (m) => (process === undefined ? m.process.run : m.process.runAgain),
      key: 'R',
      set: 0,
      whyNot: null,
      does: doing({ type: 'run', program, instance }),
    },
  ];
}

/** Both ways to one broker, or back again. */
function cutAct(view: View, id: ProcessId): Act {
  const here = processEndpoint(id);
  const options = [...view.brokers.keys()].map((broker) => {
    const there = brokerEndpoint(broker);
    const cut = isCut(view, here, there) || isCut(view, there, here);
    const type = cut ? ('heal-link' as const) : ('cut-link' as const);
    const label: Say = (m) => (cut ? m.process.joinTo(broker) : m.process.cutFromBroker(broker));
    return {
      label,
      commands: [
        { type, from: here, to: there },
        { type, from: there, to: here },
      ],
    };
  });
  return {
    id: 'cut',
    label: (m) => m.process.cut,
    key: 'X',
    set: 1,
    whyNot: null,
    does: { kind: 'choice', form: { label: (m) => m.process.cutWhich, options } },
  };
}

const roleOf = (view: View, program: string): ProgramSpec['role'] | null =>
  view.programs.find((each) => each.name === program)?.role ?? null;

const programOf = (view: View, id: ProcessId): ProgramSpec | undefined =>
  view.programs.find((each) => id.startsWith(`${each.name}-`) && /^\d+$/.test(id.slice(each.name.length + 1)));
