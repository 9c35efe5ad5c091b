import type { GenericSchema } from 'valibot';
import type { CheckName } from '../checks';
import { groupStableWithArgs } from '../checks/group-stable-with';
import { instancesRunningArgs } from '../checks/instances-running';
import { memberIdleArgs } from '../checks/member-idle';
import { ownerKilledArgs } from '../checks/owner-killed';
import { partitionOwnerChangedArgs } from '../checks/partition-owner-changed';
import { recordsInPartitionArgs } from '../checks/records-in-partition';
import { recordsReadInArgs } from '../checks/records-read-in';

/** Schemas of the checks' arguments: apart from the checks, so that the site does not carry them. */
export const CHECK_ARGS: Readonly<Record<CheckName, GenericSchema>> = {
  'group-stable-with': groupStableWithArgs,
  'instances-running': instancesRunningArgs,
  'member-idle': memberIdleArgs,
  'owner-killed': ownerKilledArgs,
  'partition-owner-changed': partitionOwnerChangedArgs,
  'records-in-partition': recordsInPartitionArgs,
  'records-read-in': recordsReadInArgs,
};
