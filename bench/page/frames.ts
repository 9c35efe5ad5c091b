import type { SimEvent } from '../../src/contract/event';
import { brokerEndpoint, processEndpoint, US_PER_SECOND } from '../../src/contract/ids';
import { en } from '../../src/i18n/en/index';
import { createStage } from '../../src/stage/stage';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { ALL_MARKS } from '../../src/view/marks';
import type { View } from '../../src/view/view';
import { madeUpRun, PROGRAMS, scenarioOf, TOPIC } from '../../test/support/journal';

/** As many frames as the stage keeps times of. */
const FRAMES = 120;
const WARM_UP_FRAMES = 30;
const FRAME_US = Math.round(US_PER_SECOND / 60);
/** Longer than all the frames: nothing arrives while it is measured. */
const UNDER_WAY_US = 60 * US_PER_SECOND;
const RUN = { brokers: 3, partitions: 4, producers: 2, readers: 4, untilUs: 20 * US_PER_SECOND } as const;

/** A cluster at work with so many messages under way, each with one record, on all ways from and to programs. */
function crowdedView(messages: number): { view: View; nowUs: number } {
  const standing = madeUpRun(RUN);
  let view = standing.reduce(fold, emptyView(scenarioOf(RUN), PROGRAMS));
  const nowUs = view.atUs + US_PER_SECOND;
  const processes = [...view.processes.keys()];
  for (let n = 0; n < messages; n++) {
    const process = processEndpoint(processes[n % processes.length] ?? '');
    const broker = brokerEndpoint((n % RUN.brokers) + 1);
    const produces = process.includes('checkout');
    const event: SimEvent = {
      type: 'message',
      atUs: nowUs,
      seq: view.events,
      id: 1_000_000 + n,
      kind: produces ? 'request' : 'response',
      api: produces ? 'Produce' : 'Fetch',
      apiVersion: produces ? 7 : 11,
      correlationId: n,
      connection: n % 12,
      from: produces ? process : broker,
      to: produces ? broker : process,
      bytes: 200,
      // Spread over the way.
      arrivesAtUs: nowUs + UNDER_WAY_US + (n % 97) * US_PER_SECOND,
      requestId: null,
      batches: [
        {
          topic: TOPIC,
          partition: n % RUN.partitions,
          baseOffset: n,
          count: 1,
          bytes: 100,
          keys: [`key-${n % 8}`],
          sizes: [40],
        },
      ],
      details: {},
    };
    view = fold(view, event);
  }
  return { view, nowUs };
}

/** Mean script milliseconds of a frame of the stage with so many messages in flight. */
export async function frameMs(messages: number): Promise<number> {
  const host = document.getElementById('stage');
  if (host === null) throw new Error('The page has no place for the stage.');
  const { view, nowUs } = crowdedView(messages);
  const stage = await createStage(host, { theme: 'light', marks: ALL_MARKS, words: en.stage, reducedMotion: false });
  for (let frame = 0; frame < WARM_UP_FRAMES + FRAMES; frame++) {
    stage.draw(view, nowUs + frame * FRAME_US);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const { meanMs } = stage.stats();
  stage.destroy();
  return meanMs;
}
