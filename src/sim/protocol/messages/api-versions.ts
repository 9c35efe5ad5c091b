/*
 * [18] ApiVersions REQ v0-4 flex 3+:
 *   clientSoftwareName:string(v3+); clientSoftwareVersion:string(v3+)
 * [18] ApiVersions RES v0-4 flex 3+:
 *   errorCode:int16; apiKeys:[{apiKey:int16, minVersion:int16, maxVersion:int16}]; throttleTimeMs:int32(v1+);
 *   supportedFeatures:[{name:string, minVersion:int16, maxVersion:int16}](v3+ tag0);
 *   finalizedFeaturesEpoch:int64(v3+ tag1 =-1);
 *   finalizedFeatures:[{name:string, maxVersionLevel:int16, minVersionLevel:int16}](v3+ tag2);
 *   zkMigrationReady:bool(v3+ tag3 =false)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int64, string } from '../field';

export const apiVersions = defineApi({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexibleFrom: 3,
  request: { clientSoftwareName: string({ since: 3 }), clientSoftwareVersion: string({ since: 3 }) },
  response: {
    errorCode: int16(),
    apiKeys: array({ apiKey: int16(), minVersion: int16(), maxVersion: int16() }),
    throttleTimeMs: int32({ since: 1 }),
    supportedFeatures: array({ name: string(), minVersion: int16(), maxVersion: int16() }, { since: 3, tag: 0 }),
    finalizedFeaturesEpoch: int64({ since: 3, tag: 1, default: -1 }),
    finalizedFeatures: array(
      { name: string(), maxVersionLevel: int16(), minVersionLevel: int16() },
      { since: 3, tag: 2 },
    ),
    zkMigrationReady: bool({ since: 3, tag: 3, default: false }),
  },
});

export type ApiVersionsRequest = RequestOf<typeof apiVersions>;
export type ApiVersionsResponse = ResponseOf<typeof apiVersions>;
