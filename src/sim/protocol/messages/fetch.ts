/*
 * [1] Fetch REQ v4-18 flex 12+:
 *   clusterId:string?(v12+ tag0 =null); replicaId:int32(v4-14 =-1);
 *   replicaState:{replicaId:int32(=-1), replicaEpoch:int64(=-1)}(v15+ tag1); maxWaitMs:int32; minBytes:int32;
 *   maxBytes:int32(=0x7fffffff); isolationLevel:int8(=0); sessionId:int32(v7+ =0); sessionEpoch:int32(v7+ =-1);
 *   topics:[{
 *     topic:string(v4-12), topicId:uuid(v13+),
 *     partitions:[{
 *       partition:int32, currentLeaderEpoch:int32(v9+ =-1), fetchOffset:int64, lastFetchedEpoch:int32(v12+ =-1),
 *       logStartOffset:int64(v5+ =-1), partitionMaxBytes:int32, replicaDirectoryId:uuid(v17+ tag0),
 *       highWatermark:int64(v18 tag1 =9223372036854775807)
 *     }]
 *   }];
 *   forgottenTopicsData:[{topic:string(v7-12), topicId:uuid(v13+), partitions:[int32]}](v7+); rackId:string(v11+)
 * [1] Fetch RES v4-18 flex 12+:
 *   throttleTimeMs:int32; errorCode:int16(v7+); sessionId:int32(v7+ =0);
 *   responses:[{
 *     topic:string(v4-12), topicId:uuid(v13+),
 *     partitions:[{
 *       partitionIndex:int32, errorCode:int16, highWatermark:int64, lastStableOffset:int64(=-1),
 *       logStartOffset:int64(v5+ =-1), divergingEpoch:{epoch:int32(=-1), endOffset:int64(=-1)}(v12+ tag0),
 *       currentLeader:{leaderId:int32(=-1), leaderEpoch:int32(=-1)}(v12+ tag1),
 *       snapshotId:{endOffset:int64(=-1), epoch:int32(=-1)}(v12+ tag2),
 *       abortedTransactions:[{producerId:int64, firstOffset:int64}]?, preferredReadReplica:int32(v11+ =-1),
 *       records:records?
 *     }]
 *   }];
 *   nodeEndpoints:[{nodeId:int32, host:string, port:int32, rack:string?(=null)}](v16+ tag0)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, int64Big, int8, records, string, struct, uuid } from '../field';

export const fetch = defineApi({
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexibleFrom: 12,
  request: {
    clusterId: string({ since: 12, tag: 0, nullable: true, default: null }),
    replicaId: int32({ until: 14, default: -1 }),
    replicaState: struct(
      { replicaId: int32({ default: -1 }), replicaEpoch: int64({ default: -1 }) },
      { since: 15, tag: 1 },
    ),
    maxWaitMs: int32(),
    minBytes: int32(),
    maxBytes: int32({ default: 0x7fffffff }),
    isolationLevel: int8({ default: 0 }),
    sessionId: int32({ since: 7, default: 0 }),
    sessionEpoch: int32({ since: 7, default: -1 }),
    topics: array({
      topic: string({ until: 12 }),
      topicId: uuid({ since: 13 }),
      partitions: array({
        partition: int32(),
        currentLeaderEpoch: int32({ since: 9, default: -1 }),
        fetchOffset: int64(),
        lastFetchedEpoch: int32({ since: 12, default: -1 }),
        logStartOffset: int64({ since: 5, default: -1 }),
        partitionMaxBytes: int32(),
        replicaDirectoryId: uuid({ since: 17, tag: 0 }),
        highWatermark: int64Big({ since: 18, tag: 1, default: 0x7fff_ffff_ffff_ffffn }),
      }),
    }),
    forgottenTopicsData: array(
      { topic: string({ since: 7, until: 12 }), topicId: uuid({ since: 13 }), partitions: array(int32()) },
      { since: 7 },
    ),
    rackId: string({ since: 11 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16({ since: 7 }),
    sessionId: int32({ since: 7, default: 0 }),
    responses: array({
      topic: string({ until: 12 }),
      topicId: uuid({ since: 13 }),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        highWatermark: int64(),
        lastStableOffset: int64({ default: -1 }),
        logStartOffset: int64({ since: 5, default: -1 }),
        divergingEpoch: struct(
          { epoch: int32({ default: -1 }), endOffset: int64({ default: -1 }) },
          { since: 12, tag: 0 },
        ),
        currentLeader: struct(
          { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
          { since: 12, tag: 1 },
        ),
        snapshotId: struct({ endOffset: int64({ default: -1 }), epoch: int32({ default: -1 }) }, { since: 12, tag: 2 }),
        abortedTransactions: array({ producerId: int64(), firstOffset: int64() }, { nullable: true }),
        preferredReadReplica: int32({ since: 11, default: -1 }),
        records: records(),
      }),
    }),
    nodeEndpoints: array(
      { nodeId: int32(), host: string(), port: int32(), rack: string({ nullable: true, default: null }) },
      { since: 16, tag: 0 },
    ),
  },
});

export type FetchRequest = RequestOf<typeof fetch>;
export type FetchResponse = ResponseOf<typeof fetch>;
