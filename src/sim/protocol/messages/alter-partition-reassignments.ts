/*
 * [45] AlterPartitionReassignments REQ v0-1 flex 0+:
 *   timeoutMs:int32(=60000); allowReplicationFactorChange:bool(v1 =true);
 *   topics:[{name:string, partitions:[{partitionIndex:int32, replicas:[int32]?(=null)}]}]
 * [45] AlterPartitionReassignments RES v0-1 flex 0+:
 *   throttleTimeMs:int32; allowReplicationFactorChange:bool(v1 =true); errorCode:int16; errorMessage:string?;
 *   responses:[{name:string, partitions:[{partitionIndex:int32, errorCode:int16, errorMessage:string?}]}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, string } from '../field';

export const alterPartitionReassignments = defineApi({
  key: 45,
  name: 'AlterPartitionReassignments',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    timeoutMs: int32({ default: 60_000 }),
    allowReplicationFactorChange: bool({ since: 1, default: true }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        /** Null: gives up the reassignment that is on. */
        replicas: array(int32(), { nullable: true, default: null }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    allowReplicationFactorChange: bool({ since: 1, default: true }),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    responses: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), errorCode: int16(), errorMessage: string({ nullable: true }) }),
    }),
  },
});

export type AlterPartitionReassignmentsRequest = RequestOf<typeof alterPartitionReassignments>;
export type AlterPartitionReassignmentsResponse = ResponseOf<typeof alterPartitionReassignments>;
