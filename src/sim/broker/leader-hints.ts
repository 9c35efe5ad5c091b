import { aliveBroker, partitionOf } from '../controller/metadata-image';
import { ERROR } from '../protocol/errors';
import type { BrokerContext } from './context';

interface Leader {
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

/** Who leads instead, for an answer that says that this broker does not; undefined for other answers (KIP-951). */
export function currentLeader(
  broker: BrokerContext,
  errorCode: number,
  topic: string | null,
  partition: number,
): Leader | undefined {
  if (errorCode !== ERROR.NOT_LEADER_OR_FOLLOWER && errorCode !== ERROR.FENCED_LEADER_EPOCH) return undefined;
  const state = topic === null ? undefined : partitionOf(broker.image, topic, partition);
  return state === undefined ? undefined : { leaderId: state.leader, leaderEpoch: state.leaderEpoch };
}

/** Where those leaders are, so that the client need not ask. */
export function nodeEndpoints(broker: BrokerContext, leaders: readonly (Leader | undefined)[]) {
  const ids = new Set(leaders.flatMap((leader) => (leader === undefined ? [] : [leader.leaderId])));
  return [...ids].flatMap((id) => {
    const node = aliveBroker(broker.image, id);
    return node === undefined ? [] : [{ nodeId: id, host: node.host, port: node.port, rack: node.rack }];
  });
}
