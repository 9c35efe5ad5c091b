import type { BrokerId, Us } from '../../../contract/ids';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { BrokerHeartbeatRequest, BrokerHeartbeatResponse } from '../../protocol/messages/broker-heartbeat';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataRecord } from '../metadata-records';
import { electLeaderless, removeBroker } from '../partition-control';

/**
 * A broker is alive, and says what it wants: to serve, to be fenced, to stop.
 * Kafka: ReplicationControlManager.processBrokerHeartbeat.
 */
export function heartbeatBroker(
  controller: Controller,
  request: BrokerHeartbeatRequest,
  nowUs: Us,
): ControllerResult<Init<BrokerHeartbeatResponse>> {
  const { sessions } = controller;
  const { brokerId, brokerEpoch, currentMetadataOffset, wantFence, wantShutDown } = request;
  if (!controller.isRegistered(brokerId, brokerEpoch) || sessions.state(brokerId) === null) {
    return { response: { errorCode: ERROR.STALE_BROKER_EPOCH }, records: [] };
  }
  sessions.touch(brokerId, currentMetadataOffset, nowUs);
  const isCaughtUp = currentMetadataOffset >= brokerEpoch;
  const records: MetadataRecord[] = wantShutDown
    ? shutDown(controller, brokerId, brokerEpoch)
    : wantFence
      ? fence(controller, brokerId, brokerEpoch)
      : isCaughtUp
        ? unfence(controller, brokerId, brokerEpoch)
        : [];
  if (
    sessions.state(brokerId) === 'ControlledShutdown' &&
    leadsNothing(controller, brokerId, records) &&
    sessions.allActiveHave(sessions.shutdownOffset(brokerId))
  ) {
    sessions.send(brokerId, { type: 'leaderships-moved' });
    // From here on it is fenced: when it comes back it is somebody new.
    records.push(...fenceRecords(controller, brokerId, brokerEpoch));
  }
  const state = sessions.state(brokerId);
  return {
    response: {
      errorCode: 0,
      isCaughtUp,
      isFenced: state === 'Fenced' || state === 'ShutdownNow',
      shouldShutDown: state === 'ShutdownNow',
    },
    records,
  };
}

function unfence(controller: Controller, brokerId: BrokerId, brokerEpoch: number): MetadataRecord[] {
  if (!controller.sessions.send(brokerId, { type: 'unfence' })) return [];
  return [
    { type: 'BrokerRegistrationChangeRecord', brokerId, brokerEpoch, fenced: -1, inControlledShutdown: 0 },
    ...electLeaderless(controller.image, brokerId, controller.rules),
  ];
}

function fence(controller: Controller, brokerId: BrokerId, brokerEpoch: number): MetadataRecord[] {
  if (!controller.sessions.send(brokerId, { type: 'fence' })) return [];
  return fenceRecords(controller, brokerId, brokerEpoch);
}

/** Out of the ISRs first, so that nobody reads of a fenced leader. */
export function fenceRecords(controller: Controller, brokerId: BrokerId, brokerEpoch: number): MetadataRecord[] {
  return [
    ...removeBroker(controller.image, brokerId, controller.rules),
    { type: 'BrokerRegistrationChangeRecord', brokerId, brokerEpoch, fenced: 1, inControlledShutdown: 0 },
  ];
}

function shutDown(controller: Controller, brokerId: BrokerId, brokerEpoch: number): MetadataRecord[] {
  const { sessions, image, rules } = controller;
  if (!sessions.send(brokerId, { type: 'shutdown-asked' })) return [];
  if (sessions.state(brokerId) !== 'ControlledShutdown') return [];
  const records: MetadataRecord[] = [
    { type: 'BrokerRegistrationChangeRecord', brokerId, brokerEpoch, fenced: 0, inControlledShutdown: 1 },
    ...removeBroker(image, brokerId, rules),
  ];
  sessions.waitForShutdown(brokerId, controller.nextOffset + records.length - 1);
  return records;
}

function leadsNothing(controller: Controller, broker: BrokerId, fresh: readonly MetadataRecord[]): boolean {
  // What was just decided is not in the image yet: ask again with the next heartbeat.
  if (fresh.length > 0) return false;
  for (const topic of controller.image.topics.values()) {
    if (topic.partitions.some(({ leader }) => leader === broker)) return false;
  }
  return true;
}
