import type { Api, RequestOf, ResponseOf } from './api';
import { allocateProducerIds } from './messages/allocate-producer-ids';
import { alterConfigs } from './messages/alter-configs';
import { alterPartition } from './messages/alter-partition';
import { alterPartitionReassignments } from './messages/alter-partition-reassignments';
import { apiVersions } from './messages/api-versions';
import { brokerHeartbeat } from './messages/broker-heartbeat';
import { brokerRegistration } from './messages/broker-registration';
import { createAcls } from './messages/create-acls';
import { createPartitions } from './messages/create-partitions';
import { createTopics } from './messages/create-topics';
import { deleteAcls } from './messages/delete-acls';
import { deleteGroups } from './messages/delete-groups';
import { deleteRecords } from './messages/delete-records';
import { deleteTopics } from './messages/delete-topics';
import { describeAcls } from './messages/describe-acls';
import { describeCluster } from './messages/describe-cluster';
import { describeConfigs } from './messages/describe-configs';
import { describeGroups } from './messages/describe-groups';
import { describeLogDirs } from './messages/describe-log-dirs';
import { describeProducers } from './messages/describe-producers';
import { describeQuorum } from './messages/describe-quorum';
import { describeTopicPartitions } from './messages/describe-topic-partitions';
import { electLeaders } from './messages/elect-leaders';
import { fetch } from './messages/fetch';
import { findCoordinator } from './messages/find-coordinator';
import { heartbeat } from './messages/heartbeat';
import { incrementalAlterConfigs } from './messages/incremental-alter-configs';
import { initProducerId } from './messages/init-producer-id';
import { joinGroup } from './messages/join-group';
import { leaveGroup } from './messages/leave-group';
import { listGroups } from './messages/list-groups';
import { listOffsets } from './messages/list-offsets';
import { listPartitionReassignments } from './messages/list-partition-reassignments';
import { metadata } from './messages/metadata';
import { offsetCommit } from './messages/offset-commit';
import { offsetDelete } from './messages/offset-delete';
import { offsetFetch } from './messages/offset-fetch';
import { offsetForLeaderEpoch } from './messages/offset-for-leader-epoch';
import { produce } from './messages/produce';
import { saslHandshake } from './messages/sasl-handshake';
import { syncGroup } from './messages/sync-group';

/** Every API that this protocol knows, by key. A broker serves some of them. */
export const APIS = [
  produce,
  fetch,
  listOffsets,
  metadata,
  offsetCommit,
  offsetFetch,
  findCoordinator,
  joinGroup,
  heartbeat,
  leaveGroup,
  syncGroup,
  describeGroups,
  listGroups,
  saslHandshake,
  apiVersions,
  createTopics,
  deleteTopics,
  deleteRecords,
  initProducerId,
  offsetForLeaderEpoch,
  describeAcls,
  createAcls,
  deleteAcls,
  describeConfigs,
  alterConfigs,
  describeLogDirs,
  createPartitions,
  deleteGroups,
  electLeaders,
  incrementalAlterConfigs,
  alterPartitionReassignments,
  listPartitionReassignments,
  offsetDelete,
  describeQuorum,
  alterPartition,
  describeCluster,
  describeProducers,
  brokerRegistration,
  brokerHeartbeat,
  allocateProducerIds,
  describeTopicPartitions,
] as const;

type KnownApi = (typeof APIS)[number];
/** `Produce`, `Fetch`, `JoinGroup` … */
export type ApiName = KnownApi['name'];

/** API by name: `ApiNamed<'Fetch'>`. */
export type ApiNamed<N extends ApiName> = Extract<KnownApi, { readonly name: N }>;
/** Decoded request by API name: `RequestNamed<'Fetch'>`. */
export type RequestNamed<N extends ApiName> = RequestOf<ApiNamed<N>>;
/** Decoded response by API name: `ResponseNamed<'Fetch'>`. */
export type ResponseNamed<N extends ApiName> = ResponseOf<ApiNamed<N>>;

const BY_KEY: ReadonlyMap<number, KnownApi> = new Map(APIS.map((api) => [api.key, api]));
const BY_NAME: ReadonlyMap<string, KnownApi> = new Map(APIS.map((api) => [api.name, api]));

export function apiByKey(key: number): KnownApi | undefined {
  return BY_KEY.get(key);
}

/** By the name that Kafka's ApiKeys gives it. */
export function apiByName<N extends ApiName>(name: N): ApiNamed<N>;
export function apiByName(name: string): Api | undefined;
export function apiByName(name: string): Api | undefined {
  return BY_NAME.get(name);
}

/** One line of an ApiVersions response. */
export interface AdvertisedApi {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** What a broker that serves the APIs with these keys advertises, in the order of the keys. */
export function advertisedApis(served: ReadonlySet<number>): AdvertisedApi[] {
  return APIS.filter((api) => served.has(api.key)).map((api) => ({
    apiKey: api.key,
    minVersion: api.advertised[0],
    maxVersion: api.advertised[1],
  }));
}
