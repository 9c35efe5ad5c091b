/*
 * [21] DeleteRecords REQ v0-2 flex 2+:
 *   topics:[{name:string, partitions:[{partitionIndex:int32, offset:int64}]}]; timeoutMs:int32
 * [21] DeleteRecords RES v0-2 flex 2+:
 *   throttleTimeMs:int32;
 *   topics:[{name:string, partitions:[{partitionIndex:int32, lowWatermark:int64, errorCode:int16}]}]
 */
import { defineApi } from '../api';
import { array, int16, int32, int64, string } from '../field';

export const deleteRecords = defineApi({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    topics: array({ name: string(), partitions: array({ partitionIndex: int32(), offset: int64() }) }),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), lowWatermark: int64(), errorCode: int16() }),
    }),
  },
});
