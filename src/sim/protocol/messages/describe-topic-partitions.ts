/*
 * [75] DescribeTopicPartitions REQ v0 flex 0+:
 *   topics:[{name:string}]; responsePartitionLimit:int32(=2000);
 *   cursor:{topicName:string, partitionIndex:int32}?(=null)
 * [75] DescribeTopicPartitions RES v0 flex 0+:
 *   throttleTimeMs:int32;
 *   topics:[{
 *     errorCode:int16, name:string?, topicId:uuid, isInternal:bool(=false),
 *     partitions:[{
 *       errorCode:int16, partitionIndex:int32, leaderId:int32, leaderEpoch:int32(=-1), replicaNodes:[int32],
 *       isrNodes:[int32], eligibleLeaderReplicas:[int32]?(=null), lastKnownElr:[int32]?(=null),
 *       offlineReplicas:[int32]
 *     }],
 *     topicAuthorizedOperations:int32(=-2147483648)
 *   }];
 *   nextCursor:{topicName:string, partitionIndex:int32}?(=null)
 */
import { defineApi } from '../api';
import { array, bool, int16, int32, string, struct, uuid } from '../field';

export const describeTopicPartitions = defineApi({
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    topics: array({ name: string() }),
    responsePartitionLimit: int32({ default: 2000 }),
    cursor: struct({ topicName: string(), partitionIndex: int32() }, { nullable: true }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      errorCode: int16(),
      name: string({ nullable: true }),
      topicId: uuid(),
      isInternal: bool({ default: false }),
      partitions: array({
        errorCode: int16(),
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32({ default: -1 }),
        replicaNodes: array(int32()),
        isrNodes: array(int32()),
        eligibleLeaderReplicas: array(int32(), { nullable: true, default: null }),
        lastKnownElr: array(int32(), { nullable: true, default: null }),
        offlineReplicas: array(int32()),
      }),
      topicAuthorizedOperations: int32({ default: -2147483648 }),
    }),
    nextCursor: struct({ topicName: string(), partitionIndex: int32() }, { nullable: true }),
  },
});
