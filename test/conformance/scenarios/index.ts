import type { ConformanceScenario } from '../scenario';
import { acks } from './acks';
import { apiVersions } from './api-versions';
import { brokerKilled } from './broker-killed';
import { committedOffsets } from './committed-offsets';
import { configs } from './configs';
import { configsTakeEffect } from './configs-take-effect';
import { createPartitions } from './create-partitions';
import { createTopics } from './create-topics';
import { deleteRecords } from './delete-records';
import { deleteTopics } from './delete-topics';
import { deletionDisabled } from './deletion-disabled';
import { describeCluster } from './describe-cluster';
import { disk } from './disk';
import { elections } from './elections';
import { fetch } from './fetch';
import { findCoordinator } from './find-coordinator';
import { followerLags } from './follower-lags';
import { groupAdmin } from './group-admin';
import { groupDeletion } from './group-deletion';
import { groupErrors } from './group-errors';
import { groupStory } from './group-story';
import { idempotence } from './idempotence';
import { listOffsets } from './list-offsets';
import { malformed } from './malformed';
import { metadata } from './metadata';
import { pipelining } from './pipelining';
import { preferredLeader } from './preferred-leader';
import { produce } from './produce';
import { quorum } from './quorum';
import { security } from './security';
import { staticMembers } from './static-members';
import { controlledShutdown } from './controlled-shutdown';
import { coordinatorMoves } from './coordinator-moves';
import { tools } from './tools';
import { uncleanElection } from './unclean-election';
import { compaction } from './compaction';
import { retention } from './retention';

export const SCENARIOS: readonly ConformanceScenario[] = [
  apiVersions,
  metadata,
  createTopics,
  deleteTopics,
  deletionDisabled,
  createPartitions,
  produce,
  acks,
  idempotence,
  fetch,
  listOffsets,
  findCoordinator,
  groupErrors,
  groupStory,
  staticMembers,
  committedOffsets,
  groupAdmin,
  malformed,
  pipelining,
  configs,
  configsTakeEffect,
  describeCluster,
  deleteRecords,
  groupDeletion,
  elections,
  security,
  quorum,
  tools,
  disk,
  retention,
  compaction,
  brokerKilled,
  preferredLeader,
  followerLags,
  uncleanElection,
  coordinatorMoves,
  controlledShutdown,
];
