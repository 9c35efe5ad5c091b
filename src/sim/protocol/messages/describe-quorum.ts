/*
 * [55] DescribeQuorum REQ v0-2 flex 0+:
 *   topics:[{topicName:string, partitions:[{partitionIndex:int32}]}]
 * [55] DescribeQuorum RES v0-2 flex 0+:
 *   errorCode:int16; errorMessage:string?(v2);
 *   topics:[{topicName:string, partitions:[{
 *     partitionIndex:int32, errorCode:int16, errorMessage:string?(v2), leaderId:int32, leaderEpoch:int32,
 *     highWatermark:int64,
 *     currentVoters:[{
 *       replicaId:int32, replicaDirectoryId:uuid(v2), logEndOffset:int64, lastFetchTimestamp:int64(v1+ =-1),
 *       lastCaughtUpTimestamp:int64(v1+ =-1)
 *     }],
 *     observers:[{
 *       replicaId:int32, replicaDirectoryId:uuid(v2), logEndOffset:int64, lastFetchTimestamp:int64(v1+ =-1),
 *       lastCaughtUpTimestamp:int64(v1+ =-1)
 *     }]
 *   }]}];
 *   nodes:[{nodeId:int32, listeners:[{name:string, host:string, port:uint16}]}](v2)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, string, uint16, uuid } from '../field';

/** Of a voter, or of one that only reads along. */
const replicaState = {
  replicaId: int32(),
  replicaDirectoryId: uuid({ since: 2 }),
  logEndOffset: int64(),
  /** Milliseconds since 1970, as is the next. */
  lastFetchTimestamp: int64({ since: 1, default: -1 }),
  lastCaughtUpTimestamp: int64({ since: 1, default: -1 }),
};

export const describeQuorum = defineApi({
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexibleFrom: 0,
  request: { topics: array({ topicName: string(), partitions: array({ partitionIndex: int32() }) }) },
  response: {
    errorCode: int16(),
    errorMessage: string({ since: 2, nullable: true }),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string({ since: 2, nullable: true }),
        leaderId: int32(),
        leaderEpoch: int32(),
        highWatermark: int64(),
        currentVoters: array(replicaState),
        observers: array(replicaState),
      }),
    }),
    nodes: array(
      { nodeId: int32(), listeners: array({ name: string(), host: string(), port: uint16() }) },
      { since: 2 },
    ),
  },
});

export type DescribeQuorumRequest = RequestOf<typeof describeQuorum>;
export type DescribeQuorumResponse = ResponseOf<typeof describeQuorum>;
