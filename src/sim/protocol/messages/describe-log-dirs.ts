/*
 * [35] DescribeLogDirs REQ v1-4 flex 2+:
 *   topics:[{topic:string, partitions:[int32]}]?
 * [35] DescribeLogDirs RES v1-4 flex 2+:
 *   throttleTimeMs:int32; errorCode:int16(v3+);
 *   results:[{
 *     errorCode:int16, logDir:string,
 *     topics:[{
 *       name:string, partitions:[{partitionIndex:int32, partitionSize:int64, offsetLag:int64, isFutureKey:bool}]
 *     }],
 *     totalBytes:int64(v4 =-1), usableBytes:int64(v4 =-1)
 *   }]
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int64, string } from '../field';

export const describeLogDirs = defineApi({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 4],
  flexibleFrom: 2,
  request: { topics: array({ topic: string(), partitions: array(int32()) }, { nullable: true }) },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16({ since: 3 }),
    results: array({
      errorCode: int16(),
      logDir: string(),
      topics: array({
        name: string(),
        partitions: array({ partitionIndex: int32(), partitionSize: int64(), offsetLag: int64(), isFutureKey: bool() }),
      }),
      totalBytes: int64({ since: 4, default: -1 }),
      usableBytes: int64({ since: 4, default: -1 }),
    }),
  },
});

export type DescribeLogDirsRequest = RequestOf<typeof describeLogDirs>;
export type DescribeLogDirsResponse = ResponseOf<typeof describeLogDirs>;
