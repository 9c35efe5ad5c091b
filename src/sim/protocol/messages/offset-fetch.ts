/*
 * [9] OffsetFetch REQ v1-10 flex 6+:
 *   groupId:string(v1-7); topics:[{name:string, partitionIndexes:[int32]}]?v2-7(v1-7);
 *   groups:[{
 *     groupId:string, memberId:string?(v9+ =null), memberEpoch:int32(v9+ =-1),
 *     topics:[{name:string(v8-9), topicId:uuid(v10), partitionIndexes:[int32]}]?
 *   }](v8+);
 *   requireStable:bool(v7+ =false)
 * [9] OffsetFetch RES v1-10 flex 6+:
 *   throttleTimeMs:int32(v3+);
 *   topics:[{
 *     name:string,
 *     partitions:[{
 *       partitionIndex:int32, committedOffset:int64, committedLeaderEpoch:int32(v5+ =-1), metadata:string?,
 *       errorCode:int16
 *     }]
 *   }](v1-7);
 *   errorCode:int16(v2-7 =0);
 *   groups:[{
 *     groupId:string,
 *     topics:[{
 *       name:string(v8-9), topicId:uuid(v10),
 *       partitions:[{
 *         partitionIndex:int32, committedOffset:int64, committedLeaderEpoch:int32(=-1), metadata:string?,
 *         errorCode:int16
 *       }]
 *     }],
 *     errorCode:int16(=0)
 *   }](v8+)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int64, string, uuid } from '../field';

export const offsetFetch = defineApi({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexibleFrom: 6,
  request: {
    groupId: string({ until: 7 }),
    topics: array({ name: string(), partitionIndexes: array(int32()) }, { until: 7, nullable: [2, 7] }),
    groups: array(
      {
        groupId: string(),
        memberId: string({ since: 9, nullable: true, default: null }),
        memberEpoch: int32({ since: 9, default: -1 }),
        topics: array(
          { name: string({ since: 8, until: 9 }), topicId: uuid({ since: 10 }), partitionIndexes: array(int32()) },
          { nullable: true },
        ),
      },
      { since: 8 },
    ),
    requireStable: bool({ since: 7, default: false }),
  },
  response: {
    throttleTimeMs: int32({ since: 3 }),
    topics: array(
      {
        name: string(),
        partitions: array({
          partitionIndex: int32(),
          committedOffset: int64(),
          committedLeaderEpoch: int32({ since: 5, default: -1 }),
          metadata: string({ nullable: true }),
          errorCode: int16(),
        }),
      },
      { until: 7 },
    ),
    errorCode: int16({ since: 2, until: 7, default: 0 }),
    groups: array(
      {
        groupId: string(),
        topics: array({
          name: string({ since: 8, until: 9 }),
          topicId: uuid({ since: 10 }),
          partitions: array({
            partitionIndex: int32(),
            committedOffset: int64(),
            committedLeaderEpoch: int32({ default: -1 }),
            metadata: string({ nullable: true }),
            errorCode: int16(),
          }),
        }),
        errorCode: int16({ default: 0 }),
      },
      { since: 8 },
    ),
  },
});

export type OffsetFetchRequest = RequestOf<typeof offsetFetch>;
export type OffsetFetchResponse = ResponseOf<typeof offsetFetch>;
