import { brokerOf, partitionName } from '../contract/ids';
import { shortName } from '../view/selectors';
import type { Thing } from '../view/thing';
import type { View } from '../view/view';
import type { ActTexts } from './act';
import { endpointName } from './endpoint-name';

/** What a thing is called at the head of its menu. */
export function thingName(view: View, thing: Thing, m: ActTexts): string {
  switch (thing.kind) {
    case 'broker':
      return m.names.broker(thing.broker);
    case 'shelf':
      return partitionName(thing.topic, thing.partition);
    case 'process':
      return shortName(view, thing.process);
    case 'link': {
      const [a, b] = [thing.a, thing.b].map((end) => endpointName(view, end, m)) as [string, string];
      const between = m.names.link(a, b);
      return brokerOf(thing.a) === null ? between : between.charAt(0).toUpperCase() + between.slice(1);
    }
  }
}
