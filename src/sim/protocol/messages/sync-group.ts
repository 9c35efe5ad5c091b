/*
 * [14] SyncGroup REQ v0-5 flex 4+:
 *   groupId:string; generationId:int32; memberId:string; groupInstanceId:string?(v3+ =null);
 *   protocolType:string?(v5 =null); protocolName:string?(v5 =null);
 *   assignments:[{memberId:string, assignment:bytes}]
 * [14] SyncGroup RES v0-5 flex 4+:
 *   throttleTimeMs:int32(v1+); errorCode:int16; protocolType:string?(v5 =null); protocolName:string?(v5 =null);
 *   assignment:bytes
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bytes, int16, int32, string } from '../field';

export const syncGroup = defineApi({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ since: 3, nullable: true, default: null }),
    protocolType: string({ since: 5, nullable: true, default: null }),
    protocolName: string({ since: 5, nullable: true, default: null }),
    assignments: array({ memberId: string(), assignment: bytes() }),
  },
  response: {
    throttleTimeMs: int32({ since: 1 }),
    errorCode: int16(),
    protocolType: string({ since: 5, nullable: true, default: null }),
    protocolName: string({ since: 5, nullable: true, default: null }),
    assignment: bytes(),
  },
});

export type SyncGroupRequest = RequestOf<typeof syncGroup>;
export type SyncGroupResponse = ResponseOf<typeof syncGroup>;
