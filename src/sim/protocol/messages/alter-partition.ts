/*
 * [56] AlterPartition REQ v2-3 flex 0+:
 *   brokerId:int32; brokerEpoch:int64(=-1);
 *   topics:[{topicId:uuid, partitions:[{
 *     partitionIndex:int32, leaderEpoch:int32, newIsr:[int32](v2),
 *     newIsrWithEpochs:[{brokerId:int32, brokerEpoch:int64(=-1)}](v3), leaderRecoveryState:int8(=0),
 *     partitionEpoch:int32
 *   }]}]
 * [56] AlterPartition RES v2-3 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16;
 *   topics:[{topicId:uuid, partitions:[{
 *     partitionIndex:int32, errorCode:int16, leaderId:int32, leaderEpoch:int32, isr:[int32],
 *     leaderRecoveryState:int8(=0), partitionEpoch:int32
 *   }]}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, int8, uuid } from '../field';

/** Leader to controller: who is in sync. */
export const alterPartition = defineApi({
  key: 56,
  name: 'AlterPartition',
  versions: [2, 3],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    brokerEpoch: int64({ default: -1 }),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        leaderEpoch: int32(),
        newIsr: array(int32(), { until: 2 }),
        newIsrWithEpochs: array({ brokerId: int32(), brokerEpoch: int64({ default: -1 }) }, { since: 3 }),
        leaderRecoveryState: int8({ default: 0 }),
        partitionEpoch: int32(),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        leaderId: int32(),
        leaderEpoch: int32(),
        isr: array(int32()),
        leaderRecoveryState: int8({ default: 0 }),
        partitionEpoch: int32(),
      }),
    }),
  },
});

export type AlterPartitionRequest = RequestOf<typeof alterPartition>;
export type AlterPartitionResponse = ResponseOf<typeof alterPartition>;
