import { BROKER_PORT } from '../../../src/contract/ids';
import { encodeSubscription } from '../../../src/sim/protocol/consumer-protocol';
import { decodeRecords } from '../../../src/sim/protocol/record-batch';
import { batchOf, type Pending, type Socket, type WireClient, type World } from '../../support/world';
import { Misbehaviour } from './attacker';

/** What no attacker knows the name of. */
export const TOPIC = 'the-topic-of-the-neighbour';
const GROUP = 'the-group-of-the-neighbour';

/** A client that behaves, at the same broker: whatever others send there, it notices nothing. */
export class Neighbour {
  readonly #world: World;
  readonly #client: WireClient;
  readonly #socket: Socket;
  readonly #member: { readonly memberId: string; readonly generationId: number };
  #written = 0;
  #pending: (() => void)[] = [];
  #checks: Pending<unknown>[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#client = world.client();
    const coordinator = (): number => this.#client.request(1, 'FindCoordinator', 3, { key: GROUP, keyType: 0 }).nodeId;
    world.runUntil(() => coordinator() > 0, 'a coordinator');
    this.#member = this.#join();
    this.#socket = this.#client.open(1, BROKER_PORT);
  }

  /** Writes a record and asks for things, beside what the others send. */
  send(): void {
    const offset = this.#written++;
    const key = `record ${offset}`;
    const topicData = [{ name: TOPIC, partitionData: [{ index: 0, records: batchOf(this.#world, key) }] }];
    const produced = this.#client.send(this.#socket, 'Produce', 8, { acks: -1, timeoutMs: 5000, topicData });
    const ask = { partition: 0, fetchOffset: offset, partitionMaxBytes: 1000 };
    const topics = [{ topic: TOPIC, partitions: [ask] }];
    const fetched = this.#client.send(this.#socket, 'Fetch', 11, { maxWaitMs: 0, topics });
    const heartbeat = { groupId: GROUP, ...this.#member };
    const alive = this.#client.send(this.#socket, 'Heartbeat', 3, heartbeat);
    this.#checks.push(produced, fetched, alive);
    this.#pending.push(() => {
      const written = produced.value.responses[0]?.partitionResponses[0];
      expectSame('its Produce', [written?.errorCode, written?.baseOffset], [0, offset]);
      const read = fetched.value.responses[0]?.partitions[0];
      const keys = decodeRecords(read?.records ?? new Uint8Array(0)).map((record) => utf8(record.key));
      expectSame('its Fetch', [read?.errorCode, ...keys], [0, key]);
      expectSame('its Heartbeat', [alive.value.errorCode], [0]);
    });
  }

  /** Throws Misbehaviour. */
  check(): void {
    if (this.#checks.some(({ done }) => !done)) throw new Misbehaviour('the neighbour is not answered');
    if (this.#socket.state !== 'open') throw new Misbehaviour(`the neighbour's connection is ${this.#socket.state}`);
    for (const check of this.#pending.splice(0)) check();
    this.#checks = [];
  }

  #join(): { memberId: string; generationId: number } {
    const join = {
      groupId: GROUP,
      sessionTimeoutMs: 1_800_000,
      rebalanceTimeoutMs: 60_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: encodeSubscription(0, { topics: [TOPIC] }) }],
    };
    const { memberId, generationId } = this.#client.request(1, 'JoinGroup', 3, join);
    const assignments = [{ memberId, assignment: new Uint8Array(0) }];
    this.#client.request(1, 'SyncGroup', 2, { groupId: GROUP, generationId, memberId, assignments });
    return { memberId, generationId };
  }
}

function expectSame(what: string, is: readonly unknown[], should: readonly unknown[]): void {
  if (is.join() !== should.join())
    throw new Misbehaviour(`the neighbour sees ${is.join()} in ${what}: not ${should.join()}`);
}

const utf8 = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array(0));
