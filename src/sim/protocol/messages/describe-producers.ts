/*
 * [61] DescribeProducers REQ v0 flex 0+:
 *   topics:[{name:string, partitionIndexes:[int32]}]
 * [61] DescribeProducers RES v0 flex 0+:
 *   throttleTimeMs:int32;
 *   topics:[{name:string, partitions:[{
 *     partitionIndex:int32, errorCode:int16, errorMessage:string?(=null),
 *     activeProducers:[{
 *       producerId:int64, producerEpoch:int32, lastSequence:int32(=-1), lastTimestamp:int64(=-1),
 *       coordinatorEpoch:int32, currentTxnStartOffset:int64(=-1)
 *     }]
 *   }]}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int64, string } from '../field';

export const describeProducers = defineApi({
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexibleFrom: 0,
  request: { topics: array({ name: string(), partitionIndexes: array(int32()) }) },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string({ nullable: true, default: null }),
        activeProducers: array({
          producerId: int64(),
          producerEpoch: int32(),
          lastSequence: int32({ default: -1 }),
          lastTimestamp: int64({ default: -1 }),
          coordinatorEpoch: int32(),
          currentTxnStartOffset: int64({ default: -1 }),
        }),
      }),
    }),
  },
});

export type DescribeProducersRequest = RequestOf<typeof describeProducers>;
export type DescribeProducersResponse = ResponseOf<typeof describeProducers>;
