import { expect, test } from 'vitest';
import type { Api, RequestInit, ResponseInit } from '../../../src/sim/protocol/api';
import { ERROR } from '../../../src/sim/protocol/errors';
import {
  decodeRequestFrame,
  decodeResponseFrame,
  encodeRequestFrame,
  encodeResponseFrame,
} from '../../../src/sim/protocol/frames';
import { apiVersions } from '../../../src/sim/protocol/messages/api-versions';
import { fetch } from '../../../src/sim/protocol/messages/fetch';
import { findCoordinator } from '../../../src/sim/protocol/messages/find-coordinator';
import { joinGroup } from '../../../src/sim/protocol/messages/join-group';
import { metadata } from '../../../src/sim/protocol/messages/metadata';
import { produce } from '../../../src/sim/protocol/messages/produce';
import { bytesOf, hexOf } from './hex';

// Frames that the serializers of Apache Kafka 4.2.1 wrote, with correlation id 7 and client id "cli".

const TOPIC_ID = 'ASNFZ4mrze8RIjNEVWZ3iA';

function request<A extends Api>(what: string, api: A, version: number, golden: string, body: RequestInit<A>): void {
  test(`${what}, request v${version}`, () => {
    const hex = golden.replaceAll(' ', '');
    expect(hexOf(encodeRequestFrame(api, { version, correlationId: 7, clientId: 'cli' }, body))).toBe(hex);
    const decoded = decodeRequestFrame(bytesOf(hex).subarray(4));
    expect(decoded.name).toBe(api.name);
    expect(decoded.header).toEqual({ apiKey: api.key, apiVersion: version, correlationId: 7, clientId: 'cli' });
    expect(decoded.body).toMatchObject(body as object);
  });
}

function response<A extends Api>(what: string, api: A, version: number, golden: string, body: ResponseInit<A>): void {
  test(`${what}, response v${version}`, () => {
    const hex = golden.replaceAll(' ', '');
    expect(hexOf(encodeResponseFrame(api, version, 7, body))).toBe(hex);
    const decoded = decodeResponseFrame(api, version, bytesOf(hex).subarray(4));
    expect(decoded.correlationId).toBe(7);
    expect(decoded.body).toMatchObject(body as object);
  });
}

request('ApiVersions', apiVersions, 0, '0000000d 00120000000000070003636c69', {});
request('ApiVersions of kc 1.0', apiVersions, 4, '00000016 00120004000000070003636c6900 036b6304312e3000', {
  clientSoftwareName: 'kc',
  clientSoftwareVersion: '1.0',
});

response('ApiVersions', apiVersions, 0, '00000016 00000007 00000000000200120000000400030000000d', {
  apiKeys: [
    { apiKey: 18, minVersion: 0, maxVersion: 4 },
    { apiKey: 3, minVersion: 0, maxVersion: 13 },
  ],
});
response('ApiVersions, version not supported', apiVersions, 0, '00000010 00000007 002300000001001200000004', {
  errorCode: ERROR.UNSUPPORTED_VERSION,
  apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }],
});
response(
  'ApiVersions with features',
  apiVersions,
  4,
  '00000056 00000007 0000030012000000040000030000000d000000000003001702116d657461646174612e76657273696f6e0007001d' +
    '0001080000000000000005021702116d657461646174612e76657273696f6e001d001d00',
  {
    apiKeys: [
      { apiKey: 18, minVersion: 0, maxVersion: 4 },
      { apiKey: 3, minVersion: 0, maxVersion: 13 },
    ],
    supportedFeatures: [{ name: 'metadata.version', minVersion: 7, maxVersion: 29 }],
    finalizedFeaturesEpoch: 5,
    finalizedFeatures: [{ name: 'metadata.version', maxVersionLevel: 29, minVersionLevel: 29 }],
  },
);

request('Metadata of all topics', metadata, 1, '00000011 00030001000000070003636c69 ffffffff', { topics: null });
request(
  'Metadata of t',
  metadata,
  12,
  '00000025 0003000c000000070003636c6900 0200000000000000000000000000000000027400010000',
  { topics: [{ name: 't' }], allowAutoTopicCreation: true },
);

const CLUSTER = {
  brokers: [{ nodeId: 1, host: 'h', port: 9092 }],
  clusterId: 'abc',
  controllerId: 1,
  topics: [
    {
      name: 't',
      partitions: [{ partitionIndex: 0, leaderId: 1, leaderEpoch: 3, replicaNodes: [1], isrNodes: [1] }],
    },
  ],
};
const [topic] = CLUSTER.topics;
const CLUSTER_V6 = {
  ...CLUSTER,
  // v6 has no leader epoch.
  topics: [{ ...topic, partitions: [{ ...topic!.partitions[0], leaderEpoch: -1 }] }],
};
const CLUSTER_V12 = { ...CLUSTER, topics: [{ ...topic, topicId: TOPIC_ID }] };

response(
  'Metadata',
  metadata,
  6,
  '0000004e 00000007 00000000000000010000000100016800002384ffff000361626300000001000000010000000174000000000100' +
    '0000000000000000010000000100000001000000010000000100000000',
  CLUSTER_V6,
);
response(
  'Metadata',
  metadata,
  12,
  '00000055 0000000700 0000000002000000010268000023840000046162630000000102000002740123456789abcdef112233445566' +
    '778800020000000000000000000100000003020000000102000000010100800000000000',
  CLUSTER_V12,
);
response(
  'Metadata',
  metadata,
  13,
  '00000057 0000000700 0000000002000000010268000023840000046162630000000102000002740123456789abcdef112233445566' +
    '7788000200000000000000000001000000030200000001020000000101008000000000000000',
  CLUSTER_V12,
);

const PRODUCED = {
  responses: [{ name: 't', partitionResponses: [{ index: 0, baseOffset: 42, logStartOffset: 0 }] }],
};
response(
  'Produce',
  produce,
  7,
  '00000031 00000007 0000000100017400000001000000000000000000000000002affffffffffffffff000000000000000000000000',
  PRODUCED,
);
response(
  'Produce',
  produce,
  9,
  '00000030 0000000700 02027402000000000000000000000000002affffffffffffffff0000000000000000010000000000000000',
  PRODUCED,
);

const CAUGHT_UP = {
  partitionIndex: 0,
  highWatermark: 3,
  lastStableOffset: 3,
  logStartOffset: 0,
  abortedTransactions: [],
  preferredReadReplica: -1,
  records: new Uint8Array(0),
};
response(
  'Fetch, nothing new',
  fetch,
  11,
  '00000043 00000007 00000000000000000000000000010001740000000100000000000000000000000000030000000000000003000000' +
    '000000000000000000ffffffff00000000',
  { responses: [{ topic: 't', partitions: [CAUGHT_UP] }] },
);
response(
  'Fetch, nothing new',
  fetch,
  13,
  '00000048 0000000700 00000000000000000000020123456789abcdef112233445566778802000000000000000000000000000300000000' +
    '00000003000000000000000001ffffffff01000000',
  { responses: [{ topicId: TOPIC_ID, partitions: [CAUGHT_UP] }] },
);
response(
  'Fetch from a broker that no longer leads',
  fetch,
  16,
  '00000062 0000000700 00000000000000000000020123456789abcdef112233445566778802000000000006ffffffffffffffffffffffff' +
    'ffffffffffffffffffffffff01ffffffff010101090000000200000004000001000d02000000020268000023850000',
  {
    responses: [
      {
        topicId: TOPIC_ID,
        partitions: [
          {
            partitionIndex: 0,
            errorCode: ERROR.NOT_LEADER_OR_FOLLOWER,
            highWatermark: -1,
            currentLeader: { leaderId: 2, leaderEpoch: 4 },
            records: new Uint8Array(0),
          },
        ],
      },
    ],
    nodeEndpoints: [{ nodeId: 2, host: 'h', port: 9093 }],
  },
);

request('FindCoordinator', findCoordinator, 2, '00000011 000a0002000000070003636c69 00016700', { key: 'g' });
request('FindCoordinator', findCoordinator, 4, '00000013 000a0004000000070003636c6900 0002026700', {
  coordinatorKeys: ['g'],
});
response('FindCoordinator', findCoordinator, 4, '0000001b 0000000700 00000000020267000000010268000023840000010000', {
  coordinators: [{ key: 'g', nodeId: 1, host: 'h', port: 9092, errorMessage: '' }],
});

request(
  'JoinGroup',
  joinGroup,
  9,
  '00000030 000b0009000000070003636c6900 02670000afc8000493e0010009636f6e73756d6572020672616e6765030102000100',
  {
    groupId: 'g',
    sessionTimeoutMs: 45000,
    rebalanceTimeoutMs: 300000,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: bytesOf('0102') }],
    reason: '',
  },
);
