import { expect } from 'vitest';
import { alterConfigs } from '../../../../src/sim/protocol/messages/alter-configs';
import { createPartitions } from '../../../../src/sim/protocol/messages/create-partitions';
import { createTopics } from '../../../../src/sim/protocol/messages/create-topics';
import { deleteRecords } from '../../../../src/sim/protocol/messages/delete-records';
import { deleteTopics } from '../../../../src/sim/protocol/messages/delete-topics';
import { describeConfigs } from '../../../../src/sim/protocol/messages/describe-configs';
import { conversation, throttled } from './kafkajs';

const TOPIC_RESOURCE = 2;

export const ADMIN = [
  conversation({
    api: createTopics,
    params: [
      {
        validateOnly: true,
        timeout: 7000,
        topics: [
          {
            topic: 'orders',
            numPartitions: 4,
            replicationFactor: 2,
            configEntries: [{ name: 'retention.ms', value: '5' }],
          },
          { topic: 'placed', replicaAssignment: [{ partition: 0, replicas: [1, 2] }] },
        ],
      },
    ],
    request: () => ({
      validateOnly: true,
      timeoutMs: 7000,
      topics: [
        {
          name: 'orders',
          numPartitions: 4,
          replicationFactor: 2,
          configs: [{ name: 'retention.ms', value: '5' }],
        },
        {
          name: 'placed',
          numPartitions: -1,
          replicationFactor: -1,
          assignments: [{ partitionIndex: 0, brokerIds: [1, 2] }],
        },
      ],
    }),
    response: { throttleTimeMs: 250, topics: [{ name: 'orders', errorMessage: 'fine' }] },
    parsed: (v) => ({
      ...throttled(v, 2, 3),
      topicErrors: [{ topic: 'orders', errorCode: 0, errorMessage: 'fine' }],
    }),
  }),

  conversation({
    api: deleteTopics,
    params: [{ topics: ['orders', 'placed'], timeout: 7000 }],
    request: () => ({ topicNames: ['orders', 'placed'], timeoutMs: 7000 }),
    response: { throttleTimeMs: 250, responses: [{ name: 'orders' }] },
    parsed: (v) => ({ ...throttled(v, 1, 1), topicErrors: [{ topic: 'orders', errorCode: 0 }] }),
  }),

  conversation({
    api: createPartitions,
    params: [
      {
        validateOnly: true,
        timeout: 7000,
        topicPartitions: [
          { topic: 'orders', count: 6 },
          { topic: 'placed', count: 2, assignments: [[1, 2]] },
        ],
      },
    ],
    request: () => ({
      validateOnly: true,
      timeoutMs: 7000,
      topics: [
        { name: 'orders', count: 6, assignments: null },
        { name: 'placed', count: 2, assignments: [{ brokerIds: [1, 2] }] },
      ],
    }),
    response: { throttleTimeMs: 250, results: [{ name: 'orders', errorMessage: null }] },
    parsed: (v) => ({
      ...throttled(v, 0, 1),
      topicErrors: [{ topic: 'orders', errorCode: 0, errorMessage: null }],
    }),
  }),

  conversation({
    api: deleteRecords,
    params: [{ topics: [{ topic: 'orders', partitions: [{ partition: 1, offset: '12' }] }], timeout: 7000 }],
    request: () => ({
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, offset: 12 }] }],
      timeoutMs: 7000,
    }),
    response: {
      throttleTimeMs: 250,
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, lowWatermark: 2 ** 34 }] }],
    },
    parsed: (v) => ({
      ...throttled(v, 0, 1),
      topics: [
        {
          topic: 'orders',
          partitions: [
            {
              partition: 1,
              lowWatermark: expect.toSatisfy((long: unknown) => String(long) === String(2 ** 34)),
              errorCode: 0,
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: describeConfigs,
    params: [
      {
        includeSynonyms: true,
        resources: [
          { type: TOPIC_RESOURCE, name: 'orders', configNames: ['retention.ms'] },
          { type: TOPIC_RESOURCE, name: 'placed' },
        ],
      },
    ],
    request: () => ({
      includeSynonyms: true,
      resources: [
        { resourceType: TOPIC_RESOURCE, resourceName: 'orders', configurationKeys: ['retention.ms'] },
        { resourceType: TOPIC_RESOURCE, resourceName: 'placed', configurationKeys: null },
      ],
    }),
    response: {
      throttleTimeMs: 250,
      results: [
        {
          errorMessage: null,
          resourceType: TOPIC_RESOURCE,
          resourceName: 'orders',
          configs: [
            {
              name: 'retention.ms',
              value: '604800000',
              readOnly: true,
              configSource: 5,
              isSensitive: true,
              synonyms: [{ name: 'log.retention.ms', value: null, source: 5 }],
            },
          ],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 0, 2),
      resources: [
        {
          errorCode: 0,
          errorMessage: null,
          resourceType: TOPIC_RESOURCE,
          resourceName: 'orders',
          configEntries: [
            {
              configName: 'retention.ms',
              configValue: '604800000',
              readOnly: true,
              isDefault: true,
              configSource: 5,
              isSensitive: true,
              configSynonyms: [{ configName: 'log.retention.ms', configValue: null, configSource: 5 }],
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: alterConfigs,
    params: [
      {
        validateOnly: true,
        resources: [
          { type: TOPIC_RESOURCE, name: 'orders', configEntries: [{ name: 'cleanup.policy', value: 'compact' }] },
        ],
      },
    ],
    request: () => ({
      validateOnly: true,
      resources: [
        {
          resourceType: TOPIC_RESOURCE,
          resourceName: 'orders',
          configs: [{ name: 'cleanup.policy', value: 'compact' }],
        },
      ],
    }),
    response: {
      throttleTimeMs: 250,
      responses: [{ errorMessage: null, resourceType: TOPIC_RESOURCE, resourceName: 'orders' }],
    },
    parsed: (v) => ({
      ...throttled(v, 0, 1),
      resources: [{ errorCode: 0, errorMessage: null, resourceType: TOPIC_RESOURCE, resourceName: 'orders' }],
    }),
  }),
];
