/*
 * [37] CreatePartitions REQ v0-3 flex 2+:
 *   topics:[{name:string, count:int32, assignments:[{brokerIds:[int32]}]?}]; timeoutMs:int32; validateOnly:bool
 * [37] CreatePartitions RES v0-3 flex 2+:
 *   throttleTimeMs:int32; results:[{name:string, errorCode:int16, errorMessage:string?(=null)}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, string } from '../field';

export const createPartitions = defineApi({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexibleFrom: 2,
  request: {
    topics: array({
      name: string(),
      count: int32(),
      assignments: array({ brokerIds: array(int32()) }, { nullable: true }),
    }),
    timeoutMs: int32(),
    validateOnly: bool(),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({ name: string(), errorCode: int16(), errorMessage: string({ nullable: true, default: null }) }),
  },
});

export type CreatePartitionsRequest = RequestOf<typeof createPartitions>;
export type CreatePartitionsResponse = ResponseOf<typeof createPartitions>;
