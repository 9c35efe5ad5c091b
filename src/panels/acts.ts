import type { Thing } from '../view/thing';
import type { View } from '../view/view';
import type { Act } from './act';
import { brokerActs } from './acts-broker';
import { linkActs } from './acts-link';
import { processActs } from './acts-process';
import { shelfActs } from './acts-shelf';

/**
 * All that can be done to a thing at this moment, in the order of its menu. Acts that make no sense as it stands are
 * left out (nobody pauses what is paused); those that one may look for in vain say why not.
 */
export function actsOf(thing: Thing, view: View): Act[] {
  switch (thing.kind) {
    case 'broker':
      return brokerActs(view, thing.broker);
    case 'link':
      return linkActs(view, thing.a, thing.b);
    case 'shelf':
      return shelfActs(view, thing.topic, thing.partition);
    case 'process':
      return processActs(view, thing.process);
  }
}
