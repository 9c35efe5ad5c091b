import type { Us } from '../../../contract/ids';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type {
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../../protocol/messages/broker-registration';
import { applyRecords } from '../apply-records';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataRecord } from '../metadata-records';
import { forgetUnclean, removeBroker } from '../partition-control';

/**
 * A broker starts, or starts again: fenced until it has caught up. A restart that was no clean shutdown (the epoch that
 * it names is not the last one) casts doubt on what it had not flushed. Kafka: ClusterControlManager.registerBroker.
 */
export function registerBroker(
  controller: Controller,
  request: BrokerRegistrationRequest,
  nowUs: Us,
): ControllerResult<Init<BrokerRegistrationResponse>> {
  const { image, sessions, rules } = controller;
  const { brokerId, incarnationId, clusterId, rack, previousBrokerEpoch } = request;
  if (clusterId !== image.clusterId) return { response: { errorCode: ERROR.INCONSISTENT_CLUSTER_ID }, records: [] };
  const old = image.brokers.get(brokerId);
  if (old !== undefined && old.incarnationId !== incarnationId) {
    const stillThere = !old.fenced && sessions.hasValidSession(brokerId, nowUs);
    if (stillThere) return { response: { errorCode: ERROR.DUPLICATE_BROKER_REGISTRATION }, records: [] };
  }
  if (old !== undefined && old.incarnationId === incarnationId) {
    return { response: { errorCode: 0, brokerEpoch: old.epoch }, records: [] };
  }
  const records: MetadataRecord[] = [];
  if (old !== undefined && !old.fenced) records.push(...removeBroker(image, brokerId, rules));
  if (old !== undefined && previousBrokerEpoch !== old.epoch) {
    const after = applyRecords(image, records).image;
    records.push(...forgetUnclean(after, brokerId, rules));
  }
  const [listener] = request.listeners;
  const brokerEpoch = controller.nextOffset + records.length;
  records.push({
    type: 'RegisterBrokerRecord',
    brokerId,
    incarnationId,
    brokerEpoch,
    host: listener?.host ?? '',
    port: listener?.port ?? 0,
    rack,
    fenced: true,
    inControlledShutdown: false,
  });
  sessions.begin(brokerId, 'Fenced', nowUs);
  return { response: { errorCode: 0, brokerEpoch }, records };
}
