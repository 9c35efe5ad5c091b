import { assignRange } from '../../src/sim/group/assignors/range';
import { encodeAssignment, encodeSubscription } from '../../src/sim/protocol/consumer-protocol';
import { errorName } from '../../src/sim/protocol/errors';
import type { JoinGroupResponse } from '../../src/sim/protocol/messages/join-group';
import type { Pending, Socket, WireClient, World } from './world';

interface Member {
  readonly name: string;
  readonly group: string;
  readonly client: WireClient;
  readonly sockets: Map<number, Socket>;
  coordinator: number;
  topic: string;
  join: Pending<JoinGroupResponse> | null;
}

/**
 * Members of groups, each a process of its own, one request a command:
 *
 *   find C1 4 to=1            C1 asks broker 1 who coordinates group 4, and goes there from now on
 *   join C1 Topic-A           as a dynamic member; range assignment
 *   sync C1                   who leads deals the partitions out
 *   beat C1
 *   commit C1 Topic-A 0 1540
 *   committed C1 Topic-A      what the group has committed; the answer stands below the trace
 *   leave C1
 */
export class ScriptMembers {
  readonly #world: () => World;
  readonly #members = new Map<string, Member>();
  #heard: (() => string | null)[] = [];

  constructor(world: () => World) {
    this.#world = world;
  }

  /** False for a command that is not about members. */
  obey(verb: string, [name = '', ...rest]: readonly string[], named: Readonly<Record<string, string>>): boolean {
    if (verb === 'find') {
      this.#find(name, rest[0] ?? '', Number(named['to'] ?? 1));
      return true;
    }
    const act = this.#acts[verb];
    if (act === undefined) return false;
    const member = this.#members.get(name);
    if (member === undefined) throw new Error(`find ${name} first`);
    act(member, rest);
    return true;
  }

  /** What came back of what was asked, a line each; what is not there yet comes another time. */
  takeHeard(): string[] {
    const lines: string[] = [];
    this.#heard = this.#heard.filter((line) => {
      const text = line();
      if (text !== null) lines.push(text);
      return text === null;
    });
    return lines;
  }

  readonly #acts: Readonly<Record<string, (member: Member, rest: readonly string[]) => void>> = {
    join: (member, [topic = '']) => {
      member.topic = topic;
      const request = {
        groupId: member.group,
        sessionTimeoutMs: 10_000,
        rebalanceTimeoutMs: 10_000,
        memberId: member.join?.done === true ? member.join.value.memberId : '',
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata: encodeSubscription(1, { topics: [topic] }) }],
      };
      member.join = member.client.send(this.#coordinator(member), 'JoinGroup', 3, request);
    },
    sync: (member) => {
      const request = { ...this.#identity(member), assignments: this.#deal(member) };
      member.client.send(this.#coordinator(member), 'SyncGroup', 3, request);
    },
    beat: (member) => void member.client.send(this.#coordinator(member), 'Heartbeat', 3, this.#identity(member)),
    commit: (member, [name = '', partition, offset]) => {
      const { generationId, ...identity } = this.#identity(member);
      const partitions = [
        { partitionIndex: Number(partition), committedOffset: Number(offset), committedMetadata: '' },
      ];
      const request = { ...identity, generationIdOrMemberEpoch: generationId, topics: [{ name, partitions }] };
      member.client.send(this.#coordinator(member), 'OffsetCommit', 7, request);
    },
    committed: (member, [name = '']) => {
      const topics = [{ name, partitionIndexes: this.#partitionsOf(name) }];
      const request = { groupId: member.group, topics };
      const pending = member.client.send(this.#coordinator(member), 'OffsetFetch', 5, request);
      this.#heard.push(() => {
        if (!pending.done) return null;
        const { errorCode, topics: answered } = pending.value;
        const offsets = answered.flatMap((topic) =>
          topic.partitions.map((one) => `${topic.name}-${one.partitionIndex} = ${one.committedOffset}`),
        );
        return `${member.name} hears of group ${member.group}: ${errorCode === 0 ? offsets.join(', ') : errorName(errorCode)}`;
      });
    },
    leave: (member) => {
      const { groupId, memberId } = this.#identity(member);
      member.client.send(this.#coordinator(member), 'LeaveGroup', 2, { groupId, memberId });
    },
  };

  #find(name: string, group: string, to: number): void {
    const known = this.#members.get(name);
    const client = known?.client ?? this.#world().client();
    const member = known ?? { name, group, client, sockets: new Map(), coordinator: to, topic: '', join: null };
    this.#members.set(name, member);
    const pending = client.send(this.#socket(member, to), 'FindCoordinator', 3, { key: group, keyType: 0 });
    this.#heard.push(() => {
      if (!pending.done) return null;
      const { errorCode, nodeId } = pending.value;
      if (errorCode !== 0) return `${name} hears of group ${group}: ${errorName(errorCode)}`;
      member.coordinator = nodeId;
      return `${name} hears of group ${group}: its coordinator is broker ${nodeId}`;
    });
  }

  #coordinator(member: Member): Socket {
    return this.#socket(member, member.coordinator);
  }

  #socket({ sockets, client }: Member, broker: number): Socket {
    const known = sockets.get(broker);
    const isGone = known === undefined || known.state === 'ended' || known.state === 'failed';
    const socket = isGone ? client.open(broker) : known;
    sockets.set(broker, socket);
    return socket;
  }

  #identity({ name, group, join }: Member): { groupId: string; memberId: string; generationId: number } {
    if (join?.done !== true) throw new Error(`${name} has not joined yet`);
    const { memberId, generationId } = join.value;
    return { groupId: group, memberId, generationId };
  }

  /** Who leads deals; the others send nothing. */
  #deal({ join, topic }: Member): { memberId: string; assignment: Uint8Array }[] {
    if (join === null || join.value.leader !== join.value.memberId) return [];
    const assignees = join.value.members.map(({ memberId }) => {
      return { memberId, groupInstanceId: null, topics: [topic], owned: [], generation: -1 };
    });
    const assigned = assignRange(assignees, new Map([[topic, this.#partitionsOf(topic).length]]));
    return [...assigned].map(([memberId, places]) => {
      const assignedPartitions = [{ topic, partitions: places.map(({ partition }) => partition) }];
      return { memberId, assignment: encodeAssignment(1, { assignedPartitions }) };
    });
  }

  #partitionsOf(topic: string): number[] {
    const nodes = [...this.#world().cluster.nodes.values()];
    const image = nodes.map(({ broker }) => broker?.image).find((one) => one !== undefined);
    return image?.topics.get(topic)?.partitions.map(({ partition }) => partition) ?? [];
  }
}
