/*
 * [20] DeleteTopics REQ v1-6 flex 4+:
 *   topics:[{name:string?(=null), topicId:uuid}](v6); topicNames:[string](v1-5); timeoutMs:int32
 * [20] DeleteTopics RES v1-6 flex 4+:
 *   throttleTimeMs:int32;
 *   responses:[{name:string?v6+, topicId:uuid(v6), errorCode:int16, errorMessage:string?(v5+ =null)}]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, int16, int32, string, uuid } from '../field';

export const deleteTopics = defineApi({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexibleFrom: 4,
  request: {
    topics: array({ name: string({ nullable: true, default: null }), topicId: uuid() }, { since: 6 }),
    topicNames: array(string(), { until: 5 }),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: int32(),
    responses: array({
      name: string({ nullable: 6 }),
      topicId: uuid({ since: 6 }),
      errorCode: int16(),
      errorMessage: string({ since: 5, nullable: true, default: null }),
    }),
  },
});

export type DeleteTopicsRequest = RequestOf<typeof deleteTopics>;
export type DeleteTopicsResponse = ResponseOf<typeof deleteTopics>;
