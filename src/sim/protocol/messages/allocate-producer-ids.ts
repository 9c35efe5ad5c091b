/*
 * [67] AllocateProducerIds REQ v0 flex 0+:
 *   brokerId:int32; brokerEpoch:int64(=-1)
 * [67] AllocateProducerIds RES v0 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16; producerIdStart:int64; producerIdLen:int32
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { int16, int32, int64 } from '../field';

/** Broker to controller: the next block of producer ids. */
export const allocateProducerIds = defineApi({
  key: 67,
  name: 'AllocateProducerIds',
  versions: [0, 0],
  flexibleFrom: 0,
  request: { brokerId: int32(), brokerEpoch: int64({ default: -1 }) },
  response: { throttleTimeMs: int32(), errorCode: int16(), producerIdStart: int64(), producerIdLen: int32() },
});

export type AllocateProducerIdsRequest = RequestOf<typeof allocateProducerIds>;
export type AllocateProducerIdsResponse = ResponseOf<typeof allocateProducerIds>;
