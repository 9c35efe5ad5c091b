/*
 * [13] LeaveGroup REQ v0-5 flex 4+:
 *   groupId:string; memberId:string(v0-2);
 *   members:[{memberId:string, groupInstanceId:string?(=null), reason:string?(v5 =null)}](v3+)
 * [13] LeaveGroup RES v0-5 flex 4+:
 *   throttleTimeMs:int32(v1+); errorCode:int16;
 *   members:[{memberId:string, groupInstanceId:string?, errorCode:int16}](v3+)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string } from '../field';

export const leaveGroup = defineApi({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    memberId: string({ until: 2 }),
    members: array(
      {
        memberId: string(),
        groupInstanceId: string({ nullable: true, default: null }),
        reason: string({ since: 5, nullable: true, default: null }),
      },
      { since: 3 },
    ),
  },
  response: {
    throttleTimeMs: int32({ since: 1 }),
    errorCode: int16(),
    members: array(
      { memberId: string(), groupInstanceId: string({ nullable: true }), errorCode: int16() },
      { since: 3 },
    ),
  },
});

export type LeaveGroupRequest = RequestOf<typeof leaveGroup>;
export type LeaveGroupResponse = ResponseOf<typeof leaveGroup>;
