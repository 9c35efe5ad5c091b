/*
 * [42] DeleteGroups REQ v0-2 flex 2+:
 *   groupsNames:[string]
 * [42] DeleteGroups RES v0-2 flex 2+:
 *   throttleTimeMs:int32; results:[{groupId:string, errorCode:int16}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string } from '../field';

export const deleteGroups = defineApi({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 2],
  flexibleFrom: 2,
  request: { groupsNames: array(string()) },
  response: { throttleTimeMs: int32(), results: array({ groupId: string(), errorCode: int16() }) },
});

export type DeleteGroupsRequest = RequestOf<typeof deleteGroups>;
export type DeleteGroupsResponse = ResponseOf<typeof deleteGroups>;
