/*
 * [29] DescribeAcls REQ v1-3 flex 2+:
 *   resourceTypeFilter:int8; resourceNameFilter:string?; patternTypeFilter:int8(=3); principalFilter:string?;
 *   hostFilter:string?; operation:int8; permissionType:int8
 * [29] DescribeAcls RES v1-3 flex 2+:
 *   throttleTimeMs:int32; errorCode:int16; errorMessage:string?;
 *   resources:[{
 *     resourceType:int8, resourceName:string, patternType:int8(=3),
 *     acls:[{principal:string, host:string, operation:int8, permissionType:int8}]
 *   }]
 */
import { defineApi } from '../api';
import { array, int16, int32, int8, string } from '../field';

export const describeAcls = defineApi({
  key: 29,
  name: 'DescribeAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  request: {
    resourceTypeFilter: int8(),
    resourceNameFilter: string({ nullable: true }),
    patternTypeFilter: int8({ default: 3 }),
    principalFilter: string({ nullable: true }),
    hostFilter: string({ nullable: true }),
    operation: int8(),
    permissionType: int8(),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      patternType: int8({ default: 3 }),
      acls: array({ principal: string(), host: string(), operation: int8(), permissionType: int8() }),
    }),
  },
});
