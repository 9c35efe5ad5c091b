/*
 * [8] OffsetCommit REQ v2-10 flex 8+:
 *   groupId:string; generationIdOrMemberEpoch:int32(=-1); memberId:string; groupInstanceId:string?(v7+ =null);
 *   retentionTimeMs:int64(v2-4 =-1);
 *   topics:[{
 *     name:string(v2-9), topicId:uuid(v10),
 *     partitions:[{
 *       partitionIndex:int32, committedOffset:int64, committedLeaderEpoch:int32(v6+ =-1), committedMetadata:string?
 *     }]
 *   }]
 * [8] OffsetCommit RES v2-10 flex 8+:
 *   throttleTimeMs:int32(v3+);
 *   topics:[{name:string(v2-9), topicId:uuid(v10), partitions:[{partitionIndex:int32, errorCode:int16}]}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, string, uuid } from '../field';

export const offsetCommit = defineApi({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 10],
  flexibleFrom: 8,
  request: {
    groupId: string(),
    generationIdOrMemberEpoch: int32({ default: -1 }),
    memberId: string(),
    groupInstanceId: string({ since: 7, nullable: true, default: null }),
    retentionTimeMs: int64({ until: 4, default: -1 }),
    topics: array({
      name: string({ until: 9 }),
      topicId: uuid({ since: 10 }),
      partitions: array({
        partitionIndex: int32(),
        committedOffset: int64(),
        committedLeaderEpoch: int32({ since: 6, default: -1 }),
        committedMetadata: string({ nullable: true }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32({ since: 3 }),
    topics: array({
      name: string({ until: 9 }),
      topicId: uuid({ since: 10 }),
      partitions: array({ partitionIndex: int32(), errorCode: int16() }),
    }),
  },
});

export type OffsetCommitRequest = RequestOf<typeof offsetCommit>;
export type OffsetCommitResponse = ResponseOf<typeof offsetCommit>;
