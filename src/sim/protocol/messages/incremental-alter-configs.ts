/*
 * [44] IncrementalAlterConfigs REQ v0-1 flex 1+:
 *   resources:[{
 *     resourceType:int8, resourceName:string, configs:[{name:string, configOperation:int8, value:string?}]
 *   }];
 *   validateOnly:bool
 * [44] IncrementalAlterConfigs RES v0-1 flex 1+:
 *   throttleTimeMs:int32;
 *   responses:[{errorCode:int16, errorMessage:string?, resourceType:int8, resourceName:string}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int8, string } from '../field';

export const incrementalAlterConfigs = defineApi({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexibleFrom: 1,
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configs: array({ name: string(), configOperation: int8(), value: string({ nullable: true }) }),
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

export type IncrementalAlterConfigsRequest = RequestOf<typeof incrementalAlterConfigs>;
export type IncrementalAlterConfigsResponse = ResponseOf<typeof incrementalAlterConfigs>;
