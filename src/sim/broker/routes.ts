import type { DecodedRequest } from '../protocol/frames';
import { apiByName, type ApiName } from '../protocol/registry';
import type { BrokerContext } from './context';
import type { Call, Outcome } from './handler';
import { later } from './handler';
import { handleApiVersions } from './handlers/api-versions';
import { handleOffsetForLeaderEpoch } from './handlers/offset-for-leader-epoch';
import { handleDescribeCluster } from './handlers/describe-cluster';
import { handleDescribeProducers } from './handlers/describe-producers';
import { handleDescribeTopicPartitions } from './handlers/describe-topic-partitions';
import { handleDescribeConfigs } from './handlers/describe-configs';
import { handleDescribeLogDirs } from './handlers/describe-log-dirs';
import { handleDeleteRecords } from './handlers/delete-records';
import { handleCreateAcls, handleDeleteAcls, handleDescribeAcls, handleSaslHandshake } from './handlers/security';
import { handleFetch } from './handlers/fetch';
import { handleFindCoordinator } from './handlers/find-coordinator';
import { handleInitProducerId } from './handlers/init-producer-id';
import { handleListOffsets } from './handlers/list-offsets';
import { handleMetadata } from './handlers/metadata';
import { handleProduce } from './handlers/produce';

/** APIs that a broker serves, and so advertises. */
const SERVED: readonly ApiName[] = [
  'Produce',
  'Fetch',
  'ListOffsets',
  'Metadata',
  'OffsetCommit',
  'OffsetFetch',
  'FindCoordinator',
  'JoinGroup',
  'Heartbeat',
  'LeaveGroup',
  'SyncGroup',
  'DescribeGroups',
  'ListGroups',
  'ApiVersions',
  'CreateTopics',
  'DeleteTopics',
  'InitProducerId',
  'CreatePartitions',
  'DeleteGroups',
  'OffsetDelete',
  'OffsetForLeaderEpoch',
  'DescribeCluster',
  'DescribeTopicPartitions',
  'DescribeLogDirs',
  'DeleteRecords',
  'DescribeAcls',
  'CreateAcls',
  'DeleteAcls',
  'DescribeProducers',
  'SaslHandshake',
  'DescribeConfigs',
  'AlterConfigs',
  'IncrementalAlterConfigs',
  'DescribeQuorum',
  'ElectLeaders',
  'AlterPartitionReassignments',
  'ListPartitionReassignments',
];

export const SERVED_KEYS: ReadonlySet<number> = new Set(SERVED.map((name) => apiByName(name).key));

/** Who carries out a request; null for an API that this broker does not serve. */
export function route(broker: BrokerContext, call: Call, request: DecodedRequest): Outcome<unknown> | null {
  switch (request.name) {
    case 'Produce':
      return handleProduce(broker, call, request.body);
    case 'Fetch':
      return handleFetch(broker, call, request.body);
    case 'ListOffsets':
      return handleListOffsets(broker, call, request.body);
    case 'Metadata':
      return handleMetadata(broker, call, request.body);
    case 'FindCoordinator':
      return handleFindCoordinator(broker, call, request.body);
    case 'InitProducerId':
      return handleInitProducerId(broker, call, request.body);
    case 'OffsetForLeaderEpoch':
      return handleOffsetForLeaderEpoch(broker, call, request.body);
    case 'DescribeCluster':
      return handleDescribeCluster(broker, call, request.body);
    case 'DescribeTopicPartitions':
      return handleDescribeTopicPartitions(broker, call, request.body);
    case 'DescribeConfigs':
      return handleDescribeConfigs(broker, call, request.body);
    case 'DescribeLogDirs':
      return handleDescribeLogDirs(broker, call, request.body);
    case 'DeleteRecords':
      return handleDeleteRecords(broker, call, request.body);
    case 'DescribeAcls':
      return handleDescribeAcls(broker, call, request.body);
    case 'CreateAcls':
      return handleCreateAcls(broker, call, request.body);
    case 'DeleteAcls':
      return handleDeleteAcls(broker, call, request.body);
    case 'DescribeProducers':
      return handleDescribeProducers(broker, call, request.body);
    case 'SaslHandshake':
      return handleSaslHandshake(broker, call, request.body);
    case 'ApiVersions':
      return handleApiVersions(broker, call, request.body);
    case 'JoinGroup':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'SyncGroup':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'Heartbeat':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'LeaveGroup':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'OffsetCommit':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'OffsetFetch':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'DescribeGroups':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'ListGroups':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'DeleteGroups':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    case 'OffsetDelete':
      return later((respond) => broker.groups.handle(request.name, call, request.body, respond));
    default:
      return null;
  }
}
