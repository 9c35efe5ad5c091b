/*
 * [30] CreateAcls REQ v1-3 flex 2+:
 *   creations:[{
 *     resourceType:int8, resourceName:string, resourcePatternType:int8(=3), principal:string, host:string,
 *     operation:int8, permissionType:int8
 *   }]
 * [30] CreateAcls RES v1-3 flex 2+:
 *   throttleTimeMs:int32; results:[{errorCode:int16, errorMessage:string?}]
 */
import { defineApi } from '../api';
import { array, int16, int32, int8, string } from '../field';

export const createAcls = defineApi({
  key: 30,
  name: 'CreateAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  request: {
    creations: array({
      resourceType: int8(),
      resourceName: string(),
      resourcePatternType: int8({ default: 3 }),
      principal: string(),
      host: string(),
      operation: int8(),
      permissionType: int8(),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({ errorCode: int16(), errorMessage: string({ nullable: true }) }),
  },
});
