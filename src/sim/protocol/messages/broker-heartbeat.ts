/*
 * [63] BrokerHeartbeat REQ v0-1 flex 0+:
 *   brokerId:int32; brokerEpoch:int64(=-1); currentMetadataOffset:int64; wantFence:bool; wantShutDown:bool;
 *   offlineLogDirs:[uuid](v1+ tag0)
 * [63] BrokerHeartbeat RES v0-1 flex 0+:
 *   throttleTimeMs:int32; errorCode:int16; isCaughtUp:bool(=false); isFenced:bool(=true); shouldShutDown:bool
 */
import { defineApi, type RequestOf, type ResponseOf } from '../api';
import { array, bool, int16, int32, int64, uuid } from '../field';

/** Broker to controller, every broker.heartbeat.interval.ms. */
export const brokerHeartbeat = defineApi({
  key: 63,
  name: 'BrokerHeartbeat',
  versions: [0, 1],
  flexibleFrom: 0,
  request: {
    brokerId: int32(),
    brokerEpoch: int64({ default: -1 }),
    currentMetadataOffset: int64(),
    wantFence: bool(),
    wantShutDown: bool(),
    offlineLogDirs: array(uuid(), { since: 1, tag: 0 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    isCaughtUp: bool({ default: false }),
    isFenced: bool({ default: true }),
    shouldShutDown: bool(),
  },
});

export type BrokerHeartbeatRequest = RequestOf<typeof brokerHeartbeat>;
export type BrokerHeartbeatResponse = ResponseOf<typeof brokerHeartbeat>;
