/*
 * [12] Heartbeat REQ v0-4 flex 4+:
 *   groupId:string; generationId:int32; memberId:string; groupInstanceId:string?(v3+ =null)
 * [12] Heartbeat RES v0-4 flex 4+:
 *   throttleTimeMs:int32(v1+); errorCode:int16
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { int16, int32, string } from '../field';

export const heartbeat = defineApi({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ since: 3, nullable: true, default: null }),
  },
  response: { throttleTimeMs: int32({ since: 1 }), errorCode: int16() },
});

export type HeartbeatRequest = RequestOf<typeof heartbeat>;
export type HeartbeatResponse = ResponseOf<typeof heartbeat>;
