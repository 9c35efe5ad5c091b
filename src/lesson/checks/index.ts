import type { Check } from './check';
import { groupStableWith } from './group-stable-with';
import { instancesRunning } from './instances-running';
import { memberIdle } from './member-idle';
import { ownerKilled } from './owner-killed';
import { partitionOwnerChanged } from './partition-owner-changed';
import { recordsInPartition } from './records-in-partition';
import { recordsReadIn } from './records-read-in';

/** Every check by the name that lesson.yaml calls it. The build has validated the arguments: see build/check-args.ts. */
const CHECKS = {
  'group-stable-with': groupStableWith,
  'instances-running': instancesRunning,
  'member-idle': memberIdle,
  'owner-killed': ownerKilled,
  'partition-owner-changed': partitionOwnerChanged,
  'records-in-partition': recordsInPartition,
  'records-read-in': recordsReadIn,
} as const;

export type CheckName = keyof typeof CHECKS;

/** The check of this name; throws on a name that the build would have refused. */
export function checkNamed(name: string): Check<unknown, unknown> {
  if (!Object.hasOwn(CHECKS, name)) throw new Error(`no check is called ${name}`);
  return CHECKS[name as CheckName] as unknown as Check<unknown, unknown>;
}
