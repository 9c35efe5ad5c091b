/*
 * [3] Metadata REQ v0-13 flex 9+:
 *   topics:[{topicId:uuid(v10+), name:string?v10+}]?v1+; allowAutoTopicCreation:bool(v4+ =true);
 *   includeClusterAuthorizedOperations:bool(v8-10); includeTopicAuthorizedOperations:bool(v8+)
 * [3] Metadata RES v0-13 flex 9+:
 *   throttleTimeMs:int32(v3+); brokers:[{nodeId:int32, host:string, port:int32, rack:string?(v1+ =null)}];
 *   clusterId:string?(v2+ =null); controllerId:int32(v1+ =-1);
 *   topics:[{
 *     errorCode:int16, name:string?v12+, topicId:uuid(v10+), isInternal:bool(v1+ =false),
 *     partitions:[{
 *       errorCode:int16, partitionIndex:int32, leaderId:int32, leaderEpoch:int32(v7+ =-1), replicaNodes:[int32],
 *       isrNodes:[int32], offlineReplicas:[int32](v5+)
 *     }],
 *     topicAuthorizedOperations:int32(v8+ =-2147483648)
 *   }];
 *   clusterAuthorizedOperations:int32(v8-10 =-2147483648); errorCode:int16(v13)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, string, uuid } from '../field';

export const metadata = defineApi({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexibleFrom: 9,
  request: {
    topics: array({ topicId: uuid({ since: 10 }), name: string({ nullable: 10 }) }, { nullable: 1 }),
    allowAutoTopicCreation: bool({ since: 4, default: true }),
    includeClusterAuthorizedOperations: bool({ since: 8, until: 10 }),
    includeTopicAuthorizedOperations: bool({ since: 8 }),
  },
  response: {
    throttleTimeMs: int32({ since: 3 }),
    brokers: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string({ since: 1, nullable: true, default: null }),
    }),
    clusterId: string({ since: 2, nullable: true, default: null }),
    controllerId: int32({ since: 1, default: -1 }),
    topics: array({
      errorCode: int16(),
      name: string({ nullable: 12 }),
      topicId: uuid({ since: 10 }),
      isInternal: bool({ since: 1, default: false }),
      partitions: array({
        errorCode: int16(),
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32({ since: 7, default: -1 }),
        replicaNodes: array(int32()),
        isrNodes: array(int32()),
        offlineReplicas: array(int32(), { since: 5 }),
      }),
      topicAuthorizedOperations: int32({ since: 8, default: -2147483648 }),
    }),
    clusterAuthorizedOperations: int32({ since: 8, until: 10, default: -2147483648 }),
    errorCode: int16({ since: 13 }),
  },
});

export type MetadataRequest = RequestOf<typeof metadata>;
export type MetadataResponse = ResponseOf<typeof metadata>;
