import { expect } from 'vitest';
import { apiVersions } from '../../../../src/sim/protocol/messages/api-versions';
import { fetch } from '../../../../src/sim/protocol/messages/fetch';
import { initProducerId } from '../../../../src/sim/protocol/messages/init-producer-id';
import { listOffsets } from '../../../../src/sim/protocol/messages/list-offsets';
import { metadata } from '../../../../src/sim/protocol/messages/metadata';
import { produce } from '../../../../src/sim/protocol/messages/produce';
import { encodeBatch } from '../../../../src/sim/protocol/record-batch';
import { textBytes } from '../hex';
import { conversation, throttled } from './kafkajs';

const T = 1700000000000;

export const DATA_PATH = [
  conversation({
    api: apiVersions,
    params: [],
    request: () => ({}),
    response: { apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }], throttleTimeMs: 250 },
    parsed: (v) => ({
      errorCode: 0,
      apiVersions: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }],
      ...throttled(v, 1, 2),
    }),
  }),

  conversation({
    api: metadata,
    params: [{ topics: ['orders', 'книги'], allowAutoTopicCreation: false }],
    request: (v) => ({
      topics: [{ name: 'orders' }, { name: 'книги' }],
      allowAutoTopicCreation: v < 4,
    }),
    response: {
      throttleTimeMs: 250,
      brokers: [
        { nodeId: 1, host: 'broker-1', port: 9092, rack: 'a' },
        { nodeId: 2, host: 'broker-2', port: 9092 },
      ],
      clusterId: 'shelfmark',
      controllerId: 2,
      topics: [
        {
          name: 'orders',
          isInternal: true,
          partitions: [{ partitionIndex: 3, leaderId: 1, replicaNodes: [1, 2], isrNodes: [1], offlineReplicas: [2] }],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 3, 6),
      brokers: [
        { nodeId: 1, host: 'broker-1', port: 9092, ...(v >= 1 && { rack: 'a' }) },
        { nodeId: 2, host: 'broker-2', port: 9092, ...(v >= 1 && { rack: null }) },
      ],
      ...(v >= 2 && { clusterId: 'shelfmark' }),
      ...(v >= 1 && { controllerId: 2 }),
      topicMetadata: [
        {
          topicErrorCode: 0,
          topic: 'orders',
          ...(v >= 1 && { isInternal: true }),
          partitionMetadata: [
            {
              partitionErrorCode: 0,
              partitionId: 3,
              leader: 1,
              replicas: [1, 2],
              isr: [1],
              ...(v >= 5 && { offlineReplicas: [2] }),
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: produce,
    params: [
      {
        acks: -1,
        timeout: 30000,
        transactionalId: 'tx-1',
        producerId: 4000,
        producerEpoch: 3,
        topicData: [
          {
            topic: 'orders',
            partitions: [
              {
                partition: 2,
                firstSequence: 17,
                messages: [
                  { key: Buffer.from('k1'), value: Buffer.from('v1'), timestamp: T, headers: { who: 'я' } },
                  { key: null, value: Buffer.from('v2'), timestamp: T + 3 },
                  { key: Buffer.from('k3'), value: null, timestamp: T + 2 },
                ],
              },
            ],
          },
        ],
      },
    ],
    request: () => ({
      transactionalId: 'tx-1',
      acks: -1,
      timeoutMs: 30000,
      topicData: [
        {
          name: 'orders',
          partitionData: [
            {
              index: 2,
              records: encodeBatch({
                leaderEpoch: 0,
                producerId: 4000,
                producerEpoch: 3,
                baseSequence: 17,
                transactional: true,
                records: [
                  {
                    key: textBytes('k1'),
                    value: textBytes('v1'),
                    timestampMs: T,
                    headers: [{ key: 'who', value: textBytes('я') }],
                  },
                  { key: null, value: textBytes('v2'), timestampMs: T + 3 },
                  { key: textBytes('k3'), value: null, timestampMs: T + 2 },
                ],
              }),
            },
          ],
        },
      ],
    }),
    response: {
      throttleTimeMs: 250,
      responses: [
        {
          name: 'orders',
          partitionResponses: [{ index: 2, baseOffset: 2 ** 41, logAppendTimeMs: -1, logStartOffset: 5 }],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 1, 6),
      topics: [
        {
          topicName: 'orders',
          partitions: [
            {
              partition: 2,
              errorCode: 0,
              baseOffset: String(2 ** 41),
              logAppendTime: '-1',
              ...(v >= 5 && { logStartOffset: '5' }),
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: fetch,
    params: [
      {
        replicaId: 2,
        isolationLevel: 0,
        maxWaitTime: 500,
        minBytes: 1,
        maxBytes: 1000000,
        sessionId: 9,
        sessionEpoch: 4,
        rackId: 'rack-7',
        topics: [{ topic: 'orders', partitions: [{ partition: 1, fetchOffset: 2 ** 40, maxBytes: 2000 }] }],
        forgottenTopics: [{ topic: 'old', partitions: [3, 4] }],
      },
    ],
    request: (v) => ({
      replicaId: 2,
      maxWaitMs: 500,
      minBytes: 1,
      maxBytes: 1000000,
      isolationLevel: 0,
      sessionId: v >= 7 ? 9 : 0,
      sessionEpoch: v >= 7 ? 4 : -1,
      topics: [
        {
          topic: 'orders',
          partitions: [
            { partition: 1, currentLeaderEpoch: -1, fetchOffset: 2 ** 40, logStartOffset: -1, partitionMaxBytes: 2000 },
          ],
        },
      ],
      forgottenTopicsData: v >= 7 ? [{ topic: 'old', partitions: [3, 4] }] : [],
      rackId: v >= 11 ? 'rack-7' : '',
    }),
    response: {
      throttleTimeMs: 250,
      sessionId: 9,
      responses: [
        {
          topic: 'orders',
          partitions: [
            {
              partitionIndex: 1,
              highWatermark: 2 ** 40 + 2,
              lastStableOffset: 2 ** 40 + 1,
              logStartOffset: 7,
              abortedTransactions: [{ producerId: 4000, firstOffset: 12 }],
              preferredReadReplica: 3,
              records: encodeBatch({
                baseOffset: 2 ** 40,
                leaderEpoch: 6,
                records: [
                  {
                    key: textBytes('k1'),
                    value: textBytes('v1'),
                    timestampMs: T,
                    headers: [{ key: 'who', value: textBytes('я') }],
                  },
                  { key: null, value: null, timestampMs: T + 3 },
                ],
              }),
            },
            { partitionIndex: 2, highWatermark: 0, abortedTransactions: null, records: null },
          ],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 1, 8),
      ...(v >= 7 && { errorCode: 0, sessionId: 9 }),
      responses: [
        {
          topicName: 'orders',
          partitions: [
            {
              partition: 1,
              errorCode: 0,
              highWatermark: String(2 ** 40 + 2),
              lastStableOffset: String(2 ** 40 + 1),
              ...(v >= 5 && { lastStartOffset: '7' }),
              abortedTransactions: [{ producerId: '4000', firstOffset: '12' }],
              ...(v >= 11 && { preferredReadReplica: 3 }),
              messages: [
                expect.objectContaining({
                  offset: String(2 ** 40),
                  timestamp: String(T),
                  key: Buffer.from('k1'),
                  value: Buffer.from('v1'),
                  headers: { who: Buffer.from('я') },
                }),
                expect.objectContaining({
                  offset: String(2 ** 40 + 1),
                  timestamp: String(T + 3),
                  key: null,
                  value: null,
                  headers: {},
                }),
              ],
            },
            {
              partition: 2,
              errorCode: 0,
              highWatermark: '0',
              lastStableOffset: '-1',
              ...(v >= 5 && { lastStartOffset: '-1' }),
              abortedTransactions: [],
              ...(v >= 11 && { preferredReadReplica: -1 }),
              messages: [],
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: listOffsets,
    params: [
      {
        isolationLevel: 1,
        topics: [{ topic: 'orders', partitions: [{ partition: 0, timestamp: T }, { partition: 1 }] }],
      },
    ],
    request: (v) => ({
      replicaId: -1,
      isolationLevel: v >= 2 ? 1 : 0,
      topics: [
        {
          name: 'orders',
          partitions: [
            { partitionIndex: 0, timestamp: T },
            { partitionIndex: 1, timestamp: -1 },
          ],
        },
      ],
    }),
    response: {
      throttleTimeMs: 250,
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, timestamp: -1, offset: 2 ** 33 }] }],
    },
    parsed: (v) => ({
      ...throttled(v, 2, 3),
      responses: [
        { topic: 'orders', partitions: [{ partition: 1, errorCode: 0, timestamp: '-1', offset: String(2 ** 33) }] },
      ],
    }),
  }),

  conversation({
    api: initProducerId,
    params: [{ transactionalId: null, transactionTimeout: 60000 }],
    request: () => ({ transactionalId: null, transactionTimeoutMs: 60000 }),
    response: { throttleTimeMs: 250, producerId: 2 ** 35, producerEpoch: 4 },
    parsed: (v) => ({ ...throttled(v, 0, 1), errorCode: 0, producerId: String(2 ** 35), producerEpoch: 4 }),
  }),
];
