/*
 * [22] InitProducerId REQ v0-5 flex 2+:
 *   transactionalId:string?; transactionTimeoutMs:int32; producerId:int64(v3+ =-1); producerEpoch:int16(v3+ =-1)
 * [22] InitProducerId RES v0-5 flex 2+:
 *   throttleTimeMs:int32; errorCode:int16; producerId:int64(=-1); producerEpoch:int16
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { int16, int32, int64, string } from '../field';

export const initProducerId = defineApi({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 5],
  flexibleFrom: 2,
  request: {
    transactionalId: string({ nullable: true }),
    transactionTimeoutMs: int32(),
    producerId: int64({ since: 3, default: -1 }),
    producerEpoch: int16({ since: 3, default: -1 }),
  },
  response: { throttleTimeMs: int32(), errorCode: int16(), producerId: int64({ default: -1 }), producerEpoch: int16() },
});

export type InitProducerIdRequest = RequestOf<typeof initProducerId>;
export type InitProducerIdResponse = ResponseOf<typeof initProducerId>;
