/*
 * [2] ListOffsets REQ v1-11 flex 6+:
 *   replicaId:int32; isolationLevel:int8(v2+);
 *   topics:[{name:string, partitions:[{partitionIndex:int32, currentLeaderEpoch:int32(v4+ =-1), timestamp:int64}]}];
 *   timeoutMs:int32(v10+)
 * [2] ListOffsets RES v1-11 flex 6+:
 *   throttleTimeMs:int32(v2+);
 *   topics:[{
 *     name:string,
 *     partitions:[{
 *       partitionIndex:int32, errorCode:int16, timestamp:int64(=-1), offset:int64(=-1), leaderEpoch:int32(v4+ =-1)
 *     }]
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, int8, string } from '../field';

export const listOffsets = defineApi({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexibleFrom: 6,
  request: {
    replicaId: int32(),
    isolationLevel: int8({ since: 2 }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        currentLeaderEpoch: int32({ since: 4, default: -1 }),
        timestamp: int64(),
      }),
    }),
    timeoutMs: int32({ since: 10 }),
  },
  response: {
    throttleTimeMs: int32({ since: 2 }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        timestamp: int64({ default: -1 }),
        offset: int64({ default: -1 }),
        leaderEpoch: int32({ since: 4, default: -1 }),
      }),
    }),
  },
});

export type ListOffsetsRequest = RequestOf<typeof listOffsets>;
export type ListOffsetsResponse = ResponseOf<typeof listOffsets>;
