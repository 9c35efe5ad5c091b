/*
 * [11] JoinGroup REQ v0-9 flex 6+:
 *   groupId:string; sessionTimeoutMs:int32; rebalanceTimeoutMs:int32(v1+ =-1); memberId:string;
 *   groupInstanceId:string?(v5+ =null); protocolType:string; protocols:[{name:string, metadata:bytes}];
 *   reason:string?(v8+ =null)
 * [11] JoinGroup RES v0-9 flex 6+:
 *   throttleTimeMs:int32(v2+); errorCode:int16; generationId:int32(=-1); protocolType:string?(v7+ =null);
 *   protocolName:string?v7+; leader:string; skipAssignment:bool(v9 =false); memberId:string;
 *   members:[{memberId:string, groupInstanceId:string?(v5+ =null), metadata:bytes}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, bytes, int16, int32, string } from '../field';

export const joinGroup = defineApi({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  request: {
    groupId: string(),
    sessionTimeoutMs: int32(),
    rebalanceTimeoutMs: int32({ since: 1, default: -1 }),
    memberId: string(),
    groupInstanceId: string({ since: 5, nullable: true, default: null }),
    protocolType: string(),
    protocols: array({ name: string(), metadata: bytes() }),
    reason: string({ since: 8, nullable: true, default: null }),
  },
  response: {
    throttleTimeMs: int32({ since: 2 }),
    errorCode: int16(),
    generationId: int32({ default: -1 }),
    protocolType: string({ since: 7, nullable: true, default: null }),
    protocolName: string({ nullable: 7 }),
    leader: string(),
    skipAssignment: bool({ since: 9, default: false }),
    memberId: string(),
    members: array({
      memberId: string(),
      groupInstanceId: string({ since: 5, nullable: true, default: null }),
      metadata: bytes(),
    }),
  },
});

export type JoinGroupRequest = RequestOf<typeof joinGroup>;
export type JoinGroupResponse = ResponseOf<typeof joinGroup>;
