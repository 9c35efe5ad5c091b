/*
 * [15] DescribeGroups REQ v0-6 flex 5+:
 *   groups:[string]; includeAuthorizedOperations:bool(v3+)
 * [15] DescribeGroups RES v0-6 flex 5+:
 *   throttleTimeMs:int32(v1+);
 *   groups:[{
 *     errorCode:int16, errorMessage:string?(v6 =null), groupId:string, groupState:string, protocolType:string,
 *     protocolData:string,
 *     members:[{
 *       memberId:string, groupInstanceId:string?(v4+ =null), clientId:string, clientHost:string,
 *       memberMetadata:bytes, memberAssignment:bytes
 *     }],
 *     authorizedOperations:int32(v3+ =-2147483648)
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, bytes, int16, int32, string } from '../field';

export const describeGroups = defineApi({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexibleFrom: 5,
  request: { groups: array(string()), includeAuthorizedOperations: bool({ since: 3 }) },
  response: {
    throttleTimeMs: int32({ since: 1 }),
    groups: array({
      errorCode: int16(),
      errorMessage: string({ since: 6, nullable: true, default: null }),
      groupId: string(),
      groupState: string(),
      protocolType: string(),
      protocolData: string(),
      members: array({
        memberId: string(),
        groupInstanceId: string({ since: 4, nullable: true, default: null }),
        clientId: string(),
        clientHost: string(),
        memberMetadata: bytes(),
        memberAssignment: bytes(),
      }),
      authorizedOperations: int32({ since: 3, default: -2147483648 }),
    }),
  },
});

export type DescribeGroupsRequest = RequestOf<typeof describeGroups>;
export type DescribeGroupsResponse = ResponseOf<typeof describeGroups>;
