/*
 * [32] DescribeConfigs REQ v1-4 flex 4+:
 *   resources:[{resourceType:int8, resourceName:string, configurationKeys:[string]?}]; includeSynonyms:bool(=false);
 *   includeDocumentation:bool(v3+ =false)
 * [32] DescribeConfigs RES v1-4 flex 4+:
 *   throttleTimeMs:int32;
 *   results:[{
 *     errorCode:int16, errorMessage:string?, resourceType:int8, resourceName:string,
 *     configs:[{
 *       name:string, value:string?, readOnly:bool, configSource:int8(=-1), isSensitive:bool,
 *       synonyms:[{name:string, value:string?, source:int8}], configType:int8(v3+ =0), documentation:string?(v3+)
 *     }]
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int8, string } from '../field';

export const describeConfigs = defineApi({
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexibleFrom: 4,
  request: {
    resources: array({
      resourceType: int8(),
      resourceName: string(),
      configurationKeys: array(string(), { nullable: true }),
    }),
    includeSynonyms: bool({ default: false }),
    includeDocumentation: bool({ since: 3, default: false }),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({
      errorCode: int16(),
      errorMessage: string({ nullable: true }),
      resourceType: int8(),
      resourceName: string(),
      configs: array({
        name: string(),
        value: string({ nullable: true }),
        readOnly: bool(),
        configSource: int8({ default: -1 }),
        isSensitive: bool(),
        synonyms: array({ name: string(), value: string({ nullable: true }), source: int8() }),
        configType: int8({ since: 3, default: 0 }),
        documentation: string({ since: 3, nullable: true }),
      }),
    }),
  },
});

export type DescribeConfigsRequest = RequestOf<typeof describeConfigs>;
export type DescribeConfigsResponse = ResponseOf<typeof describeConfigs>;
