/*
 * [16] ListGroups REQ v0-5 flex 3+:
 *   statesFilter:[string](v4+); typesFilter:[string](v5)
 * [16] ListGroups RES v0-5 flex 3+:
 *   throttleTimeMs:int32(v1+); errorCode:int16;
 *   groups:[{groupId:string, protocolType:string, groupState:string(v4+), groupType:string(v5)}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string } from '../field';

export const listGroups = defineApi({
  key: 16,
  name: 'ListGroups',
  versions: [0, 5],
  flexibleFrom: 3,
  request: { statesFilter: array(string(), { since: 4 }), typesFilter: array(string(), { since: 5 }) },
  response: {
    throttleTimeMs: int32({ since: 1 }),
    errorCode: int16(),
    groups: array({
      groupId: string(),
      protocolType: string(),
      groupState: string({ since: 4 }),
      groupType: string({ since: 5 }),
    }),
  },
});

export type ListGroupsRequest = RequestOf<typeof listGroups>;
export type ListGroupsResponse = ResponseOf<typeof listGroups>;
