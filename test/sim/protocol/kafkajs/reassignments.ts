import { alterPartitionReassignments } from '../../../../src/sim/protocol/messages/alter-partition-reassignments';
import { listPartitionReassignments } from '../../../../src/sim/protocol/messages/list-partition-reassignments';
import { conversation } from './kafkajs';

export const REASSIGNMENTS = [
  conversation({
    api: alterPartitionReassignments,
    params: [
      { topics: [{ topic: 'orders', partitionAssignment: [{ partition: 1, replicas: [2, 3] }] }], timeout: 7000 },
    ],
    request: () => ({
      timeoutMs: 7000,
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, replicas: [2, 3] }] }],
    }),
    response: {
      throttleTimeMs: 250,
      errorMessage: null,
      responses: [{ name: 'orders', partitions: [{ partitionIndex: 1, errorMessage: 'fine' }] }],
    },
    parsed: () => ({
      throttleTime: 250,
      errorCode: 0,
      responses: [{ topic: 'orders', partitions: [{ partition: 1, errorCode: 0 }] }],
    }),
  }),

  conversation({
    api: listPartitionReassignments,
    params: [{ topics: [{ topic: 'orders', partitions: [0, 1] }], timeout: 7000 }],
    request: () => ({ timeoutMs: 7000, topics: [{ name: 'orders', partitionIndexes: [0, 1] }] }),
    response: {
      throttleTimeMs: 250,
      errorMessage: null,
      topics: [
        {
          name: 'orders',
          partitions: [{ partitionIndex: 1, replicas: [2, 3, 1], addingReplicas: [2], removingReplicas: [1] }],
        },
      ],
    },
    parsed: () => ({
      throttleTime: 250,
      errorCode: 0,
      topics: [
        {
          name: 'orders',
          partitions: [{ partition: 1, replicas: [2, 3, 1], addingReplicas: [2], removingReplicas: [1] }],
        },
      ],
    }),
  }),
];
