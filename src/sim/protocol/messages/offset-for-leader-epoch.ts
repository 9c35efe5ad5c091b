/*
 * [23] OffsetForLeaderEpoch REQ v2-4 flex 4+:
 *   replicaId:int32(v3+ =-2);
 *   topics:[{topic:string, partitions:[{partition:int32, currentLeaderEpoch:int32(=-1), leaderEpoch:int32}]}]
 * [23] OffsetForLeaderEpoch RES v2-4 flex 4+:
 *   throttleTimeMs:int32;
 *   topics:[{
 *     topic:string, partitions:[{errorCode:int16, partition:int32, leaderEpoch:int32(=-1), endOffset:int64(=-1)}]
 *   }]
 */
import { defineApi } from '../api';
import { array, int16, int32, int64, string } from '../field';

export const offsetForLeaderEpoch = defineApi({
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [2, 4],
  flexibleFrom: 4,
  request: {
    replicaId: int32({ since: 3, default: -2 }),
    topics: array({
      topic: string(),
      partitions: array({ partition: int32(), currentLeaderEpoch: int32({ default: -1 }), leaderEpoch: int32() }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      topic: string(),
      partitions: array({
        errorCode: int16(),
        partition: int32(),
        leaderEpoch: int32({ default: -1 }),
        endOffset: int64({ default: -1 }),
      }),
    }),
  },
});
