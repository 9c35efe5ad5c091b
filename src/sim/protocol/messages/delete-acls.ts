/*
 * [31] DeleteAcls REQ v1-3 flex 2+:
 *   filters:[{
 *     resourceTypeFilter:int8, resourceNameFilter:string?, patternTypeFilter:int8(=3), principalFilter:string?,
 *     hostFilter:string?, operation:int8, permissionType:int8
 *   }]
 * [31] DeleteAcls RES v1-3 flex 2+:
 *   throttleTimeMs:int32;
 *   filterResults:[{
 *     errorCode:int16, errorMessage:string?,
 *     matchingAcls:[{
 *       errorCode:int16, errorMessage:string?, resourceType:int8, resourceName:string, patternType:int8(=3),
 *       principal:string, host:string, operation:int8, permissionType:int8
 *     }]
 *   }]
 */
import { defineApi } from '../api';
import { array, int16, int32, int8, string } from '../field';

export const deleteAcls = defineApi({
  key: 31,
  name: 'DeleteAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  request: {
    filters: array({
      resourceTypeFilter: int8(),
      resourceNameFilter: string({ nullable: true }),
      patternTypeFilter: int8({ default: 3 }),
      principalFilter: string({ nullable: true }),
      hostFilter: string({ nullable: true }),
      operation: int8(),
      permissionType: int8(),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    filterResults: array({
      errorCode: int16(),
      errorMessage: string({ nullable: true }),
      matchingAcls: array({
        errorCode: int16(),
        errorMessage: string({ nullable: true }),
        resourceType: int8(),
        resourceName: string(),
        patternType: int8({ default: 3 }),
        principal: string(),
        host: string(),
        operation: int8(),
        permissionType: int8(),
      }),
    }),
  },
});
