import { deleteGroups } from '../../../../src/sim/protocol/messages/delete-groups';
import { describeGroups } from '../../../../src/sim/protocol/messages/describe-groups';
import { findCoordinator } from '../../../../src/sim/protocol/messages/find-coordinator';
import { heartbeat } from '../../../../src/sim/protocol/messages/heartbeat';
import { joinGroup } from '../../../../src/sim/protocol/messages/join-group';
import { leaveGroup } from '../../../../src/sim/protocol/messages/leave-group';
import { listGroups } from '../../../../src/sim/protocol/messages/list-groups';
import { offsetCommit } from '../../../../src/sim/protocol/messages/offset-commit';
import { offsetFetch } from '../../../../src/sim/protocol/messages/offset-fetch';
import { syncGroup } from '../../../../src/sim/protocol/messages/sync-group';
import { textBytes } from '../hex';
import { conversation, throttled } from './kafkajs';

const METADATA = textBytes('metadata');
const ASSIGNMENT = textBytes('assignment');

export const GROUPS = [
  conversation({
    api: findCoordinator,
    kafkajsName: 'GroupCoordinator',
    params: [{ groupId: 'readers', coordinatorType: 1 }],
    request: (v) => ({ key: 'readers', keyType: v >= 1 ? 1 : 0 }),
    response: { throttleTimeMs: 250, errorMessage: 'none', nodeId: 2, host: 'broker-2', port: 9092 },
    parsed: (v) => ({
      ...throttled(v, 1, 2),
      errorCode: 0,
      ...(v >= 1 && { errorMessage: 'none' }),
      coordinator: { nodeId: 2, host: 'broker-2', port: 9092 },
    }),
  }),

  conversation({
    api: joinGroup,
    params: [
      {
        groupId: 'readers',
        sessionTimeout: 30000,
        rebalanceTimeout: 60000,
        memberId: 'm-1',
        groupInstanceId: 'static-1',
        protocolType: 'consumer',
        groupProtocols: [{ name: 'RoundRobinAssigner', metadata: Buffer.from(METADATA) }],
      },
    ],
    request: (v) => ({
      groupId: 'readers',
      sessionTimeoutMs: 30000,
      rebalanceTimeoutMs: v >= 1 ? 60000 : -1,
      memberId: 'm-1',
      groupInstanceId: v >= 5 ? 'static-1' : null,
      protocolType: 'consumer',
      protocols: [{ name: 'RoundRobinAssigner', metadata: METADATA }],
      reason: null,
    }),
    response: {
      throttleTimeMs: 250,
      generationId: 8,
      protocolName: 'RoundRobinAssigner',
      leader: 'm-1',
      memberId: 'm-1',
      members: [{ memberId: 'm-1', groupInstanceId: 'static-1', metadata: METADATA }],
    },
    parsed: (v) => ({
      ...throttled(v, 2, 3),
      errorCode: 0,
      generationId: 8,
      groupProtocol: 'RoundRobinAssigner',
      leaderId: 'm-1',
      memberId: 'm-1',
      members: [
        { memberId: 'm-1', ...(v >= 5 && { groupInstanceId: 'static-1' }), memberMetadata: Buffer.from(METADATA) },
      ],
    }),
  }),

  conversation({
    api: syncGroup,
    params: [
      {
        groupId: 'readers',
        generationId: 8,
        memberId: 'm-1',
        groupInstanceId: 'static-1',
        groupAssignment: [{ memberId: 'm-1', memberAssignment: Buffer.from(ASSIGNMENT) }],
      },
    ],
    request: (v) => ({
      groupId: 'readers',
      generationId: 8,
      memberId: 'm-1',
      groupInstanceId: v >= 3 ? 'static-1' : null,
      assignments: [{ memberId: 'm-1', assignment: ASSIGNMENT }],
    }),
    response: { throttleTimeMs: 250, assignment: ASSIGNMENT },
    parsed: (v) => ({ ...throttled(v, 1, 2), errorCode: 0, memberAssignment: Buffer.from(ASSIGNMENT) }),
  }),

  conversation({
    api: heartbeat,
    params: [{ groupId: 'readers', groupGenerationId: 8, memberId: 'm-1', groupInstanceId: 'static-1' }],
    request: (v) => ({
      groupId: 'readers',
      generationId: 8,
      memberId: 'm-1',
      groupInstanceId: v >= 3 ? 'static-1' : null,
    }),
    response: { throttleTimeMs: 250 },
    parsed: (v) => ({ ...throttled(v, 1, 2), errorCode: 0 }),
  }),

  conversation({
    api: leaveGroup,
    params: [{ groupId: 'readers', memberId: 'm-1', groupInstanceId: 'static-1' }],
    request: (v) => ({
      groupId: 'readers',
      memberId: v <= 2 ? 'm-1' : '',
      members: v >= 3 ? [{ memberId: 'm-1', groupInstanceId: 'static-1' }] : [],
    }),
    response: { throttleTimeMs: 250, members: [{ memberId: 'm-1', groupInstanceId: 'static-1' }] },
    parsed: (v) => ({
      ...throttled(v, 1, 2),
      errorCode: 0,
      ...(v >= 3 && { members: [{ memberId: 'm-1', groupInstanceId: 'static-1', errorCode: 0 }] }),
    }),
  }),

  conversation({
    api: offsetCommit,
    params: [
      {
        groupId: 'readers',
        groupGenerationId: 8,
        memberId: 'm-1',
        retentionTime: 86400000,
        topics: [
          {
            topic: 'orders',
            partitions: [
              { partition: 0, offset: String(2 ** 42) },
              { partition: 1, offset: '3', metadata: 'закладка' },
            ],
          },
        ],
      },
    ],
    request: (v) => ({
      groupId: 'readers',
      generationIdOrMemberEpoch: 8,
      memberId: 'm-1',
      retentionTimeMs: v <= 4 ? 86400000 : -1,
      topics: [
        {
          name: 'orders',
          partitions: [
            { partitionIndex: 0, committedOffset: 2 ** 42, committedMetadata: null },
            { partitionIndex: 1, committedOffset: 3, committedMetadata: 'закладка' },
          ],
        },
      ],
    }),
    response: { throttleTimeMs: 250, topics: [{ name: 'orders', partitions: [{ partitionIndex: 1 }] }] },
    parsed: (v) => ({
      ...throttled(v, 3, 4),
      responses: [{ topic: 'orders', partitions: [{ partition: 1, errorCode: 0 }] }],
    }),
  }),

  conversation({
    api: offsetFetch,
    params: [{ groupId: 'readers', topics: [{ topic: 'orders', partitions: [{ partition: 0 }, { partition: 1 }] }] }],
    request: () => ({ groupId: 'readers', topics: [{ name: 'orders', partitionIndexes: [0, 1] }] }),
    response: {
      throttleTimeMs: 250,
      topics: [
        {
          name: 'orders',
          partitions: [
            { partitionIndex: 0, committedOffset: 2 ** 42, metadata: 'закладка' },
            { partitionIndex: 1, committedOffset: -1, metadata: '' },
          ],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 3, 4),
      ...(v >= 2 && { errorCode: 0 }),
      responses: [
        {
          topic: 'orders',
          partitions: [
            { partition: 0, offset: String(2 ** 42), metadata: 'закладка', errorCode: 0 },
            { partition: 1, offset: '-1', metadata: '', errorCode: 0 },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: describeGroups,
    params: [{ groupIds: ['readers', 'others'] }],
    request: () => ({ groups: ['readers', 'others'] }),
    response: {
      throttleTimeMs: 250,
      groups: [
        {
          groupId: 'readers',
          groupState: 'Stable',
          protocolType: 'consumer',
          protocolData: 'range',
          members: [
            {
              memberId: 'm-1',
              clientId: 'reader',
              clientHost: '/10.0.0.1',
              memberMetadata: METADATA,
              memberAssignment: ASSIGNMENT,
            },
          ],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 1, 2),
      groups: [
        {
          errorCode: 0,
          groupId: 'readers',
          state: 'Stable',
          protocolType: 'consumer',
          protocol: 'range',
          members: [
            {
              memberId: 'm-1',
              clientId: 'reader',
              clientHost: '/10.0.0.1',
              memberMetadata: Buffer.from(METADATA),
              memberAssignment: Buffer.from(ASSIGNMENT),
            },
          ],
        },
      ],
    }),
  }),

  conversation({
    api: listGroups,
    params: [],
    request: () => ({}),
    response: { throttleTimeMs: 250, groups: [{ groupId: 'readers', protocolType: 'consumer' }] },
    parsed: (v) => ({
      ...throttled(v, 1, 2),
      errorCode: 0,
      groups: [{ groupId: 'readers', protocolType: 'consumer' }],
    }),
  }),

  conversation({
    api: deleteGroups,
    params: [['readers', 'others']],
    request: () => ({ groupsNames: ['readers', 'others'] }),
    response: { throttleTimeMs: 250, results: [{ groupId: 'readers' }] },
    parsed: (v) => ({
      throttleTimeMs: 250,
      results: [{ groupId: 'readers', errorCode: 0 }],
      // kafkajs reads one name and writes another.
      ...(v >= 1 && { throttleTime: 0, clientSideThrottleTime: undefined }),
    }),
  }),
];
