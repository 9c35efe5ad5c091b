import { GROUP_OPERATIONS } from '../broker/authorized-operations';
import { ERROR } from '../protocol/errors';
import type { DescribeGroupsResponse } from '../protocol/messages/describe-groups';
import { parked, type Coordination } from './coordination';
import { metadataOf, NO_ASSIGNMENT, type Group } from './group';
import type { GroupCall } from './io';

type Description = DescribeGroupsResponse['groups'][number];

/** "Not asked for". */
const OPERATIONS_UNKNOWN = -0x8000_0000;

/** DescribeGroups. A group that nobody knows is Dead; from v6 on also an error (KIP-1043). */
export function describeGroups(c: Coordination, call: GroupCall<'DescribeGroups'>): void {
  const groups = call.request.groups.map((groupId): Description => {
    const error = c.options.groupError?.(groupId) ?? ERROR.NONE;
    if (error !== ERROR.NONE) return { ...nothing(groupId), errorCode: error };
    const group = c.groups.get(groupId);
    if (group !== undefined) return describe(group);
    const unknown = { ...nothing(groupId), groupState: 'Dead' };
    return call.version < 6
      ? unknown
      : { ...unknown, errorCode: ERROR.GROUP_ID_NOT_FOUND, errorMessage: `Group ${groupId} not found.` };
  });
  const { includeAuthorizedOperations } = call.request;
  c.reply(parked(call), 'DescribeGroups', {
    throttleTimeMs: 0,
    groups: groups.map((one) =>
      includeAuthorizedOperations && one.errorCode === ERROR.NONE
        ? { ...one, authorizedOperations: GROUP_OPERATIONS }
        : one,
    ),
  });
}

function nothing(groupId: string): Description {
  return {
    errorCode: ERROR.NONE,
    errorMessage: null,
    groupId,
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: OPERATIONS_UNKNOWN,
  };
}

/** What members said of themselves is told while a protocol is chosen and agreed upon: in Stable. */
function describe(group: Group): Description {
  const stable = group.state === 'Stable';
  return {
    ...nothing(group.id),
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: stable ? (group.protocolName ?? '') : '',
    members: [...group.members.values()].map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      memberMetadata: stable ? metadataOf(member, group.protocolName) : NO_ASSIGNMENT,
      memberAssignment: member.assignment,
    })),
  };
}

/** ListGroups, of this coordinator only. Filters do not mind case; an empty one lets everything through. */
export function listGroups(c: Coordination, call: GroupCall<'ListGroups'>): void {
  const states = call.request.statesFilter.map((state) => state.toLowerCase());
  const types = call.request.typesFilter.map((type) => type.toLowerCase());
  const groups = [...c.groups.values()]
    .filter((group) => states.length === 0 || states.includes(group.state.toLowerCase()))
    .filter(() => types.length === 0 || types.includes(GROUP_TYPE))
    .map((group) => ({
      groupId: group.id,
      protocolType: group.protocolType ?? '',
      groupState: group.state,
      groupType: GROUP_TYPE,
    }));
  c.reply(parked(call), 'ListGroups', { throttleTimeMs: 0, errorCode: ERROR.NONE, groups });
}

const GROUP_TYPE = 'classic';
