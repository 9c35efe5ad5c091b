import { subscribedTopics } from '../protocol/consumer-protocol';
import { ProtocolError } from '../protocol/protocol-error';
import { metadataOf, type Group } from './group';

/** The protocol type of consumers: of other groups the broker does not know what their metadata means. */
export const CONSUMER_PROTOCOL = 'consumer';

/**
 * The topics that the members of this generation read, for offsets to be kept or not; null when that cannot be known.
 * Kafka: `ClassicGroup.computeSubscribedTopics`.
 */
export function subscribedTopicsOf(group: Group): ReadonlySet<string> | null {
  if (group.protocolType !== CONSUMER_PROTOCOL) return null;
  if (group.members.size === 0) return new Set();
  if (group.protocolName === null) return null;
  try {
    const members = [...group.members.values()];
    return new Set(members.flatMap((member) => subscribedTopics(metadataOf(member, group.protocolName))));
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** A group of consumers whose topics are not known may read any. */
export function isSubscribedTo(group: Group, topic: string): boolean {
  return group.subscribedTopics?.has(topic) ?? group.protocolType === CONSUMER_PROTOCOL;
}
