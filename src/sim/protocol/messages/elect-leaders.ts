/*
 * [43] ElectLeaders REQ v0-2 flex 2+:
 *   electionType:int8(v1+); topicPartitions:[{topic:string, partitions:[int32]}]?; timeoutMs:int32(=60000)
 * [43] ElectLeaders RES v0-2 flex 2+:
 *   throttleTimeMs:int32; errorCode:int16(v1+);
 *   replicaElectionResults:[{
 *     topic:string, partitionResult:[{partitionId:int32, errorCode:int16, errorMessage:string?}]
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int8, string } from '../field';

export const electLeaders = defineApi({
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    /** 0 preferred, 1 unclean. */
    electionType: int8({ since: 1 }),
    /** Null: all. */
    topicPartitions: array({ topic: string(), partitions: array(int32()) }, { nullable: true }),
    timeoutMs: int32({ default: 60_000 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16({ since: 1 }),
    replicaElectionResults: array({
      topic: string(),
      partitionResult: array({ partitionId: int32(), errorCode: int16(), errorMessage: string({ nullable: true }) }),
    }),
  },
});

export type ElectLeadersRequest = RequestOf<typeof electLeaders>;
export type ElectLeadersResponse = ResponseOf<typeof electLeaders>;
