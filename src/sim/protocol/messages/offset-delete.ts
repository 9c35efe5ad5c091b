/*
 * [47] OffsetDelete REQ v0 flex none:
 *   groupId:string; topics:[{name:string, partitions:[{partitionIndex:int32}]}]
 * [47] OffsetDelete RES v0 flex none:
 *   errorCode:int16; throttleTimeMs:int32;
 *   topics:[{name:string, partitions:[{partitionIndex:int32, errorCode:int16}]}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string } from '../field';

export const offsetDelete = defineApi({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexibleFrom: null,
  request: {
    groupId: string(),
    topics: array({ name: string(), partitions: array({ partitionIndex: int32() }) }),
  },
  response: {
    errorCode: int16(),
    throttleTimeMs: int32(),
    topics: array({ name: string(), partitions: array({ partitionIndex: int32(), errorCode: int16() }) }),
  },
});

export type OffsetDeleteRequest = RequestOf<typeof offsetDelete>;
export type OffsetDeleteResponse = ResponseOf<typeof offsetDelete>;
