import type { ChartView } from '../../contract/query';
import { partitionName } from '../../contract/ids';
import { shownTopics } from '../../view/selectors';
import type { View } from '../../view/view';

/** Somebody whose state a chart shows. */
export interface Owner {
  readonly id: string;
  /** A broker's number, or a name. */
  readonly broker: number | null;
  readonly name: string;
  /** As the chart calls it: a state within another is named with a dot. */
  readonly state: string;
}

/** Everybody to whom this statechart applies, with the state of now. */
export function ownersOf(chart: Pick<ChartView, 'id' | 'states'>, view: View): Owner[] {
  switch (chart.id) {
    case 'consumer-group':
      return [...view.groups.values()].map(({ group, state }) => ({ id: group, broker: null, name: group, state }));
    case 'broker':
      return [...view.brokers.values()].map(({ id, state }) => ({ id: String(id), broker: id, name: '', state }));
    case 'registration':
      return [...view.brokers.values()].map(({ id, registration: state }) => ({
        id: String(id),
        broker: id,
        name: '',
        state,
      }));
    case 'replica':
      return shownTopics(view).flatMap((topic) =>
        topic.partitions.flatMap((partition) =>
          [...partition.shelves].map(([broker, shelf]) => {
            const name = partitionName(topic.name, partition.partition);
            return { id: `${name} ${broker}`, broker, name, state: nested(chart, shelf.replica ?? '') };
          }),
        ),
      );
  }
}

/** `Fetching` is `Follower.Fetching` in the chart. */
const nested = ({ states }: Pick<ChartView, 'states'>, state: string): string =>
  states.find(({ name }) => name === state || name.endsWith(`.${state}`))?.name ?? state;
