/*
 * [10] FindCoordinator REQ v0-6 flex 3+:
 *   key:string(v0-3); keyType:int8(v1+ =0); coordinatorKeys:[string](v4+)
 * [10] FindCoordinator RES v0-6 flex 3+:
 *   throttleTimeMs:int32(v1+); errorCode:int16(v0-3); errorMessage:string?(v1-3); nodeId:int32(v0-3);
 *   host:string(v0-3); port:int32(v0-3);
 *   coordinators:[{key:string, nodeId:int32, host:string, port:int32, errorCode:int16, errorMessage:string?}](v4+)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, int8, string } from '../field';

export const findCoordinator = defineApi({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexibleFrom: 3,
  request: {
    key: string({ until: 3 }),
    keyType: int8({ since: 1, default: 0 }),
    coordinatorKeys: array(string(), { since: 4 }),
  },
  response: {
    throttleTimeMs: int32({ since: 1 }),
    errorCode: int16({ until: 3 }),
    errorMessage: string({ since: 1, until: 3, nullable: true }),
    nodeId: int32({ until: 3 }),
    host: string({ until: 3 }),
    port: int32({ until: 3 }),
    coordinators: array(
      {
        key: string(),
        nodeId: int32(),
        host: string(),
        port: int32(),
        errorCode: int16(),
        errorMessage: string({ nullable: true }),
      },
      { since: 4 },
    ),
  },
});

export type FindCoordinatorRequest = RequestOf<typeof findCoordinator>;
export type FindCoordinatorResponse = ResponseOf<typeof findCoordinator>;
