/*
 * [60] DescribeCluster REQ v0-2 flex 0+:
 *   includeClusterAuthorizedOperations:bool; endpointType:int8(v1+ =1); includeFencedBrokers:bool(v2)
 * [60] DescribeCluster RES v0-2 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16; errorMessage:string?(=null); endpointType:int8(v1+ =1); clusterId:string;
 *   controllerId:int32(=-1);
 *   brokers:[{brokerId:int32, host:string, port:int32, rack:string?(=null), isFenced:bool(v2)}];
 *   clusterAuthorizedOperations:int32(=-2147483648)
 */
import { defineApi } from '../api';
import { array, bool, int16, int32, int8, string } from '../field';

export const describeCluster = defineApi({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexibleFrom: 0,
  request: {
    includeClusterAuthorizedOperations: bool(),
    endpointType: int8({ since: 1, default: 1 }),
    includeFencedBrokers: bool({ since: 2 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string({ nullable: true, default: null }),
    endpointType: int8({ since: 1, default: 1 }),
    clusterId: string(),
    controllerId: int32({ default: -1 }),
    brokers: array({
      brokerId: int32(),
      host: string(),
      port: int32(),
      rack: string({ nullable: true, default: null }),
      isFenced: bool({ since: 2 }),
    }),
    clusterAuthorizedOperations: int32({ default: -2147483648 }),
  },
});
