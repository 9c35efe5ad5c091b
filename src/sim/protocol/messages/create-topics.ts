/*
 * [19] CreateTopics REQ v2-7 flex 5+:
 *   topics:[{
 *     name:string, numPartitions:int32, replicationFactor:int16,
 *     assignments:[{partitionIndex:int32, brokerIds:[int32]}], configs:[{name:string, value:string?}]
 *   }];
 *   timeoutMs:int32(=60000); validateOnly:bool(=false)
 * [19] CreateTopics RES v2-7 flex 5+:
 *   throttleTimeMs:int32;
 *   topics:[{
 *     name:string, topicId:uuid(v7), errorCode:int16, errorMessage:string?, topicConfigErrorCode:int16(v5+ tag0),
 *     numPartitions:int32(v5+ =-1), replicationFactor:int16(v5+ =-1),
 *     configs:[{name:string, value:string?, readOnly:bool, configSource:int8(=-1), isSensitive:bool}]?(v5+)
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int8, string, uuid } from '../field';

export const createTopics = defineApi({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexibleFrom: 5,
  request: {
    topics: array({
      name: string(),
      numPartitions: int32(),
      replicationFactor: int16(),
      assignments: array({ partitionIndex: int32(), brokerIds: array(int32()) }),
      configs: array({ name: string(), value: string({ nullable: true }) }),
    }),
    timeoutMs: int32({ default: 60000 }),
    validateOnly: bool({ default: false }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      topicId: uuid({ since: 7 }),
      errorCode: int16(),
      errorMessage: string({ nullable: true }),
      topicConfigErrorCode: int16({ since: 5, tag: 0 }),
      numPartitions: int32({ since: 5, default: -1 }),
      replicationFactor: int16({ since: 5, default: -1 }),
      configs: array(
        {
          name: string(),
          value: string({ nullable: true }),
          readOnly: bool(),
          configSource: int8({ default: -1 }),
          isSensitive: bool(),
        },
        { since: 5, nullable: true },
      ),
    }),
  },
});

export type CreateTopicsRequest = RequestOf<typeof createTopics>;
export type CreateTopicsResponse = ResponseOf<typeof createTopics>;
