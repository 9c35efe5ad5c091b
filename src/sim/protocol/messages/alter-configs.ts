/*
 * [33] AlterConfigs REQ v0-2 flex 2+:
 *   resources:[{resourceType:int8, resourceName:string, configs:[{name:string, value:string?}]}]; validateOnly:bool
 * [33] AlterConfigs RES v0-2 flex 2+:
 *   throttleTimeMs:int32;
 *   responses:[{errorCode:int16, errorMessage:string?, resourceType:int8, resourceName:string}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int8, string } from '../field';

export const alterConfigs = defineApi({
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 2],
  flexibleFrom: 2,
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configs: array({ name: string(), value: string({ nullable: true }) }),
    }),
    validateOnly: bool(),
  },
  response: {
    throttleTimeMs: int32(),
    responses: array({
      errorCode: int16(),
      errorMessage: string({ nullable: true }),
      resourceType: int8(),
      resourceName: string(),
    }),
  },
});

export type AlterConfigsRequest = RequestOf<typeof alterConfigs>;
export type AlterConfigsResponse = ResponseOf<typeof alterConfigs>;
