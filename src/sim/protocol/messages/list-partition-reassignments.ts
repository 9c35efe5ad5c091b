/*
 * [46] ListPartitionReassignments REQ v0 flex 0+:
 *   timeoutMs:int32(=60000); topics:[{name:string, partitionIndexes:[int32]}]?(=null)
 * [46] ListPartitionReassignments RES v0 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16; errorMessage:string?;
 *   topics:[{
 *     name:string,
 *     partitions:[{partitionIndex:int32, replicas:[int32], addingReplicas:[int32], removingReplicas:[int32]}]
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string } from '../field';

export const listPartitionReassignments = defineApi({
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexibleFrom: 0,
  request: {
    timeoutMs: int32({ default: 60_000 }),
    /** Null: all that are on. */
    topics: array({ name: string(), partitionIndexes: array(int32()) }, { nullable: true, default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        replicas: array(int32()),
        addingReplicas: array(int32()),
        removingReplicas: array(int32()),
      }),
    }),
  },
});

export type ListPartitionReassignmentsRequest = RequestOf<typeof listPartitionReassignments>;
export type ListPartitionReassignmentsResponse = ResponseOf<typeof listPartitionReassignments>;
