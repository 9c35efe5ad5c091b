/*
 * [0] Produce REQ v3-13 flex 9+:
 *   transactionalId:string?(=null); acks:int16; timeoutMs:int32;
 *   topicData:[{name:string(v3-12), topicId:uuid(v13), partitionData:[{index:int32, records:records?}]}]
 * [0] Produce RES v3-13 flex 9+:
 *   responses:[{
 *     name:string(v3-12), topicId:uuid(v13),
 *     partitionResponses:[{
 *       index:int32, errorCode:int16, baseOffset:int64, logAppendTimeMs:int64(=-1), logStartOffset:int64(v5+ =-1),
 *       recordErrors:[{batchIndex:int32, batchIndexErrorMessage:string?(=null)}](v8+),
 *       errorMessage:string?(v8+ =null), currentLeader:{leaderId:int32(=-1), leaderEpoch:int32(=-1)}(v10+ tag0)
 *     }]
 *   }];
 *   throttleTimeMs:int32(=0);
 *   nodeEndpoints:[{nodeId:int32, host:string, port:int32, rack:string?(=null)}](v10+ tag0)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, records, string, struct, uuid } from '../field';

export const produce = defineApi({
  key: 0,
  name: 'Produce',
  versions: [3, 13],
  // Older librdkafka refuses to compress when the advertised minimum is above 0 (KAFKA-18659).
  advertisedFrom: 0,
  flexibleFrom: 9,
  request: {
    transactionalId: string({ nullable: true, default: null }),
    acks: int16(),
    timeoutMs: int32(),
    topicData: array({
      name: string({ until: 12 }),
      topicId: uuid({ since: 13 }),
      partitionData: array({ index: int32(), records: records() }),
    }),
  },
  response: {
    responses: array({
      name: string({ until: 12 }),
      topicId: uuid({ since: 13 }),
      partitionResponses: array({
        index: int32(),
        errorCode: int16(),
        baseOffset: int64(),
        logAppendTimeMs: int64({ default: -1 }),
        logStartOffset: int64({ since: 5, default: -1 }),
        recordErrors: array(
          { batchIndex: int32(), batchIndexErrorMessage: string({ nullable: true, default: null }) },
          { since: 8 },
        ),
        errorMessage: string({ since: 8, nullable: true, default: null }),
        currentLeader: struct(
          { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
          { since: 10, tag: 0 },
        ),
      }),
    }),
    throttleTimeMs: int32({ default: 0 }),
    nodeEndpoints: array(
      { nodeId: int32(), host: string(), port: int32(), rack: string({ nullable: true, default: null }) },
      { since: 10, tag: 0 },
    ),
  },
});

export type ProduceRequest = RequestOf<typeof produce>;
export type ProduceResponse = ResponseOf<typeof produce>;
