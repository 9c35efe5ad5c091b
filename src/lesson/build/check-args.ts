import * as v from 'valibot';
import type { CheckName } from '../checks';
import type { GroupStableWithArgs } from '../checks/group-stable-with';
import type { InstancesRunningArgs } from '../checks/instances-running';
import type { MemberIdleArgs } from '../checks/member-idle';
import type { OwnerKilledArgs } from '../checks/owner-killed';
import type { PartitionOwnerChangedArgs } from '../checks/partition-owner-changed';
import type { RecordsInPartitionArgs } from '../checks/records-in-partition';
import type { RecordsReadInArgs } from '../checks/records-read-in';

const topic = v.pipe(v.string(), v.description('name of a topic'));
const group = v.pipe(v.string(), v.description('group id'));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const members = v.pipe(count, v.description('how many members'));

/** What each check takes in lesson.yaml, under `with`. Apart from the checks, so that the site carries no schema. */
export const CHECK_ARGS = {
  'group-stable-with': v.strictObject({ group, members }) satisfies Takes<GroupStableWithArgs>,
  'instances-running': v.strictObject({
    program: v.pipe(v.string(), v.description('name of a program')),
    min: v.optional(v.pipe(count, v.description('instances; 1 when absent')), 1),
  }) satisfies Takes<InstancesRunningArgs>,
  'member-idle': v.strictObject({
    group,
    members,
    idle: v.optional(v.pipe(count, v.description('idle members; 1 when absent')), 1),
  }) satisfies Takes<MemberIdleArgs>,
  'owner-killed': v.strictObject({ group, topic }) satisfies Takes<OwnerKilledArgs>,
  'partition-owner-changed': v.strictObject({ group, topic }) satisfies Takes<PartitionOwnerChangedArgs>,
  'records-in-partition': v.strictObject({
    topic,
    partition: v.exactOptional(
      v.pipe(v.number(), v.integer(), v.minValue(0), v.description('one partition; all when absent')),
    ),
    min: v.pipe(count, v.description('records that each must have')),
  }) satisfies Takes<RecordsInPartitionArgs>,
  'records-read-in': v.strictObject({
    group,
    topic,
    records: v.pipe(count, v.description('records to read')),
    readers: v.pipe(count, v.description('members of the group meanwhile')),
    atMostSeconds: v.exactOptional(
      v.pipe(v.number(), v.minValue(0.001), v.description('no slower than this, in virtual seconds')),
    ),
    effect: v.optional(v.pipe(v.string(), v.description('name of the effect; read when absent')), 'read'),
  }) satisfies Takes<RecordsReadInArgs>,
} as const satisfies Record<CheckName, v.GenericSchema>;

type Takes<Args> = v.GenericSchema<unknown, Args>;
