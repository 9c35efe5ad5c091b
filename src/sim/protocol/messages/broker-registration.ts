/*
 * [62] BrokerRegistration REQ v0-4 flex 0+:
 *   brokerId:int32; clusterId:string; incarnationId:uuid;
 *   listeners:[{name:string, host:string, port:uint16, securityProtocol:int16}];
 *   features:[{name:string, minSupportedVersion:int16, maxSupportedVersion:int16}]; rack:string?;
 *   isMigratingZkBroker:bool(v1+ =false); logDirs:[uuid](v2+); previousBrokerEpoch:int64(v3+ =-1)
 * [62] BrokerRegistration RES v0-4 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16; brokerEpoch:int64(=-1)
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int64, string, uint16, uuid } from '../field';

/** Broker to controller: a start or a restart. */
export const brokerRegistration = defineApi({
  key: 62,
  name: 'BrokerRegistration',
  versions: [0, 4],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    clusterId: string(),
    incarnationId: uuid(),
    listeners: array({ name: string(), host: string(), port: uint16(), securityProtocol: int16() }),
    features: array({ name: string(), minSupportedVersion: int16(), maxSupportedVersion: int16() }),
    rack: string({ nullable: true }),
    isMigratingZkBroker: bool({ since: 1, default: false }),
    logDirs: array(uuid(), { since: 2 }),
    previousBrokerEpoch: int64({ since: 3, default: -1 }),
  },
  response: { throttleTimeMs: int32(), errorCode: int16(), brokerEpoch: int64({ default: -1 }) },
});

export type BrokerRegistrationRequest = RequestOf<typeof brokerRegistration>;
export type BrokerRegistrationResponse = ResponseOf<typeof brokerRegistration>;
