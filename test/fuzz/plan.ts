import type { FaultCommand } from '../../src/contract/command';
import { brokerEndpoint, type BrokerId, type Us } from '../../src/contract/ids';
import type { TopicSpec } from '../../src/contract/scenario';
import type { Prng } from '../../src/sim/cluster/prng';

/** One history of a cluster, drawn from a seed: what stands, who writes, and what goes wrong when. */
export interface Plan {
  readonly seed: number;
  readonly brokers: number;
  readonly topics: readonly TopicSpec[];
  readonly producers: readonly ProducerPlan[];
  readonly faults: readonly { readonly atUs: Us; readonly command: FaultCommand }[];
  /** From here on nothing goes wrong any more, and nobody writes. */
  readonly quietUs: Us;
  readonly endUs: Us;
}

export interface ProducerPlan {
  readonly idempotent: boolean;
  readonly everyMs: number;
}

const SECOND: Us = 1_000_000;
const QUIET_US = 60 * SECOND;
/** Longer than a session, a fetch back-off and an election together: every replica is in sync again. */
const SETTLE_US = 60 * SECOND;

export function drawPlan(seed: number, random: Prng): Plan {
  const brokers = 1 + random.nextInt(7);
  const replicationFactor = Math.min(brokers, 3);
  const topics = Array.from({ length: 1 + random.nextInt(2) }, (_, i): TopicSpec => ({
    name: `topic-${i}`,
    partitions: 1 + random.nextInt(3),
    replicationFactor,
    configs: { 'min.insync.replicas': '2' },
  }));
  const producers = Array.from({ length: 1 + random.nextInt(3) }, () => ({
    idempotent: random.nextInt(2) === 0,
    everyMs: 100 + random.nextInt(400),
  }));
  return {
    seed,
    brokers,
    topics,
    producers,
    faults: drawFaults(brokers, random),
    quietUs: QUIET_US,
    endUs: QUIET_US + SETTLE_US,
  };
}

/** Faults between the third second and the quiet; whatever is broken is mended when the quiet begins. */
function drawFaults(brokers: number, random: Prng): Plan['faults'] {
  const faults: { atUs: Us; command: FaultCommand }[] = [];
  const ids: BrokerId[] = Array.from({ length: brokers }, (_, i) => i + 1);
  const anyOf = (): BrokerId => ids[random.nextInt(ids.length)] as BrokerId;
  // One disk at most is ever lost in a run, and none where it is the only one.
  let mayLoseDisk = brokers >= 3;
  for (let atUs = 3 * SECOND; atUs < QUIET_US; atUs += (1 + random.nextInt(9)) * SECOND) {
    const broker = anyOf();
    const [from, to] = [brokerEndpoint(broker), brokerEndpoint(anyOf())];
    const add = (command: FaultCommand): void => void faults.push({ atUs, command });
    switch (random.nextInt(10)) {
      case 0:
      case 1:
        add({ type: 'kill-broker', broker });
        break;
      case 2:
        add({ type: 'stop-broker', broker });
        break;
      case 3:
        add({ type: 'pause-broker', broker });
        break;
      case 4:
        add({ type: 'resume-broker', broker });
        break;
      case 5:
        add({ type: 'isolate-broker', broker });
        break;
      case 6:
        add({ type: 'heal-broker', broker });
        break;
      case 7:
        if (from !== to) add({ type: random.nextInt(2) === 0 ? 'cut-link' : 'heal-link', from, to });
        break;
      case 8:
        if (from !== to) add({ type: 'slow-link', from, to, extraUs: 1000 * random.nextInt(2000) });
        break;
      default: {
        const isLost = mayLoseDisk && random.nextInt(4) === 0;
        if (isLost) mayLoseDisk = false;
        add({ type: 'start-broker', broker, disk: isLost ? 'lost' : 'kept' });
      }
    }
  }
  for (const broker of ids) {
    faults.push({ atUs: QUIET_US, command: { type: 'resume-broker', broker } });
    faults.push({ atUs: QUIET_US, command: { type: 'heal-broker', broker } });
    // Who was on its way down when the quiet began goes down first.
    for (const afterUs of [0, 5 * SECOND, 15 * SECOND]) {
      faults.push({ atUs: QUIET_US + afterUs, command: { type: 'start-broker', broker, disk: 'kept' } });
    }
  }
  return faults.sort((a, b) => a.atUs - b.atUs);
}
