import { partitionOf, shownTopics } from '../../view/selectors';
import type { Scope } from '../../view/scope';
import type { View } from '../../view/view';

/** What is looked at from near before anybody has chosen: a partition; on a phone, a topic. Null: there is none. */
export function defaultScope(view: View, phone: boolean): Scope | null {
  const topic = shownTopics(view)[0];
  const partition = topic?.partitions[0];
  if (topic === undefined || partition === undefined) return null;
  return phone
    ? { kind: 'topic', topic: topic.name }
    : { kind: 'partition', topic: topic.name, partition: partition.partition };
}

/** Whether what was chosen is still there, and can be shown on this kind of stage. */
export function isThere(view: View, scope: Scope, phone: boolean): boolean {
  switch (scope.kind) {
    case 'partition':
      return !phone && partitionOf(view, scope.topic, scope.partition) !== null;
    case 'topic':
      return phone && view.topics.has(scope.topic);
    case 'broker':
      return view.brokers.has(scope.broker);
    case 'process':
      return !phone && view.processes.has(scope.process);
  }
}
