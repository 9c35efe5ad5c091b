import { describe, expect, it } from 'vitest';
import type { ConnectionEvent } from '../../../src/contract/event';
import { crc32c } from '../../../src/sim/protocol/crc32c';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeResponseFrame, encodeRequestFrame } from '../../../src/sim/protocol/frames';
import { apiVersions } from '../../../src/sim/protocol/messages/api-versions';
import { batchOf, world, type World } from '../../support/world';

const topicT = { name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] };

const closed = ({ events }: World): (string | null)[] =>
  events
    .filter((event): event is ConnectionEvent & (typeof events)[number] => event.type === 'connection')
    .filter(({ from, state }) => from === 'process:client-1' && state === 'closed')
    .map(({ reason }) => reason);

describe('connections', () => {
  it('a host that is no broker is not found, a port where nothing listens refuses', () => {
    const here = world();
    const client = here.client();
    const nowhere = client.open(1, 9092, 'kafka.example');
    const noPort = client.open(1, 9093);
    here.run(100);
    expect(nowhere.error).toEqual({ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND kafka.example' });
    expect(noPort.error).toEqual({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED broker-1:9093' });
  });

  it('bytes that are no request close the connection, and no other one notices', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    const good = client.open(1);
    const bad = client.open(1);
    here.run(30);
    bad.write(new TextEncoder().encode('GET / HTTP/1.1\r\nHost: broker-1\r\n\r\n'));
    here.run(30);
    expect(bad.state).toBe('ended');
    expect(closed(here)).toHaveLength(1);
    const answer = client.send(good, 'Metadata', 6, { topics: null });
    here.run(100);
    expect(answer.value.topics.map(({ name }) => name)).toEqual(['T']);
  });

  it.each([
    ['a negative length', new Uint8Array([0xff, 0xff, 0xff, 0xff])],
    ['an unknown API key', new Uint8Array([0, 0, 0, 10, 0x7f, 0xff, 0, 0, 0, 0, 0, 1, 0xff, 0xff])],
    ['a version that no broker accepts', new Uint8Array([0, 0, 0, 10, 0, 1, 0, 3, 0, 0, 0, 1, 0xff, 0xff])],
    ['a body that ends early', new Uint8Array([0, 0, 0, 12, 0, 3, 0, 6, 0, 0, 0, 1, 0xff, 0xff, 0, 0])],
  ])('%s closes the connection', (_name, bytes) => {
    const here = world();
    const socket = here.client().open(1);
    here.run(30);
    socket.write(bytes);
    here.run(30);
    expect(socket.state).toBe('ended');
    expect(closed(here)[0]).toMatch(/\w/);
  });

  it('requests of one connection are answered one after the other, in order', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    const socket = client.open(1);
    here.run(30);
    const waiting = client.send(socket, 'Fetch', 11, {
      maxWaitMs: 200,
      minBytes: 1,
      topics: [{ topic: 'T', partitions: [{ partition: 0, partitionMaxBytes: 1000 }] }],
    });
    const behind = client.send(socket, 'Metadata', 6, { topics: null });
    here.run(150);
    expect(behind.done).toBe(false);
    here.run(100);
    expect(waiting.done && behind.done).toBe(true);
  });
});

describe('ApiVersions', () => {
  it('names every API that is served, Produce from version 0', () => {
    const { apiKeys, errorCode } = world().client().request(1, 'ApiVersions', 2, {});
    expect(errorCode).toBe(0);
    expect(apiKeys.find(({ apiKey }) => apiKey === 0)).toEqual({ apiKey: 0, minVersion: 0, maxVersion: 13 });
    expect(apiKeys.map(({ apiKey }) => apiKey)).toEqual([
      0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 29, 30, 31, 32, 33, 35, 37, 42, 43, 44,
      45, 46, 47, 55, 60, 61, 75,
    ]);
  });

  it('asked in a version of the future, answers in version 0 with its own range', () => {
    const here = world();
    const socket = here.client().open(1);
    here.run(30);
    const frame = encodeRequestFrame(apiVersions, { version: 4, correlationId: 5, clientId: 'c' }, {});
    frame[7] = 9;
    socket.write(frame);
    here.run(30);
    expect(socket.state).toBe('open');
    const body = decodeResponseFrame(apiVersions, 0, socket.unasked[0] as Uint8Array).body;
    expect(body.errorCode).toBe(ERROR.UNSUPPORTED_VERSION);
    expect(body.apiKeys).toEqual([{ apiKey: 18, minVersion: 0, maxVersion: 4 }]);
  });

  it('refuses a client software name that Kafka would refuse', () => {
    const client = world().client();
    const name = { clientSoftwareName: 'my client!', clientSoftwareVersion: '1.0' };
    expect(client.request(1, 'ApiVersions', 4, name).errorCode).toBe(ERROR.INVALID_REQUEST);
    const good = { clientSoftwareName: 'kafkajs', clientSoftwareVersion: '2.2.4' };
    expect(client.request(1, 'ApiVersions', 4, good).errorCode).toBe(0);
  });
});

describe('Produce', () => {
  const produce = (
    here: World,
    records: Uint8Array | null,
    over: { acks?: number; index?: number; broker?: number } = {},
  ) => {
    const { acks = -1, index = 0, broker = 1 } = over;
    const topicData = [{ name: 'T', partitionData: [{ index, records }] }];
    const response = here.client().request(broker, 'Produce', 8, { acks, timeoutMs: 1000, topicData });
    const [result] = response.responses[0]?.partitionResponses ?? [];
    if (result === undefined) throw new Error('no result');
    return result;
  };

  it('appends one batch and gives back its base offset', () => {
    const here = world({ topics: [topicT] });
    expect(produce(here, batchOf(here, 'a', 'b'))).toMatchObject({ errorCode: 0, baseOffset: 0 });
    expect(produce(here, batchOf(here, 'c'))).toMatchObject({ errorCode: 0, baseOffset: 2 });
  });

  it('refuses a batch whose checksum is wrong, and keeps nothing of it', () => {
    const here = world({ topics: [topicT] });
    const bytes = batchOf(here, 'a');
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    expect(produce(here, bytes).errorCode).toBe(ERROR.CORRUPT_MESSAGE);
    expect(produce(here, batchOf(here, 'b')).baseOffset).toBe(0);
  });

  it('refuses two batches at once, none, and an old format', () => {
    const here = world({ topics: [topicT] });
    const one = batchOf(here, 'a');
    const two = new Uint8Array([...one, ...one]);
    const old = one.slice();
    old[16] = 1;
    expect(produce(here, two).errorCode).toBe(ERROR.INVALID_RECORD);
    expect(produce(here, null).errorCode).toBe(ERROR.INVALID_RECORD);
    expect(produce(here, old).errorCode).toBe(ERROR.INVALID_RECORD);
  });

  it('refuses records that do not parse, though the checksum is right', () => {
    const here = world({ topics: [topicT] });
    const bytes = batchOf(here, 'a');
    bytes[61] = 0x7e;
    new DataView(bytes.buffer).setUint32(17, crc32c(bytes, 21, bytes.length));
    expect(produce(here, bytes).errorCode).toBe(ERROR.INVALID_RECORD);
  });

  it('says which broker is wrong, and what is unknown', () => {
    const here = world({ topics: [topicT] });
    expect(produce(here, batchOf(here, 'a'), { broker: 2 }).errorCode).toBe(ERROR.NOT_LEADER_OR_FOLLOWER);
    expect(produce(here, batchOf(here, 'a'), { broker: 3 }).errorCode).toBe(ERROR.NOT_LEADER_OR_FOLLOWER);
    expect(produce(here, batchOf(here, 'a'), { index: 4 }).errorCode).toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('refuses acks that Kafka does not know', () => {
    const here = world({ topics: [topicT] });
    expect(produce(here, batchOf(here, 'a'), { acks: 2 }).errorCode).toBe(ERROR.INVALID_REQUIRED_ACKS);
  });

  it('with acks=0 answers nothing, and on an error closes the connection', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    const socket = client.open(2);
    here.run(30);
    const pending = client.send(socket, 'Produce', 7, {
      acks: 0,
      timeoutMs: 1000,
      topicData: [{ name: 'T', partitionData: [{ index: 0, records: batchOf(here, 'a') }] }],
    });
    here.run(100);
    expect(pending.done).toBe(false);
    expect(socket.state).toBe('ended');
  });

  it('keeps clients out of internal topics', () => {
    const here = world({ topics: [{ ...topicT, name: '__consumer_offsets' }] });
    const topicData = [{ name: '__consumer_offsets', partitionData: [{ index: 0, records: batchOf(here, 'a') }] }];
    const { responses } = here.client().request(1, 'Produce', 7, { acks: 1, timeoutMs: 1000, topicData });
    expect(responses[0]?.partitionResponses[0]?.errorCode).toBe(ERROR.INVALID_TOPIC_EXCEPTION);
  });
});

describe('topics', () => {
  it('are created through any broker, placed by the controller, and known everywhere one hop later', () => {
    const here = world();
    const wish = { name: 'orders', numPartitions: 4, replicationFactor: 2 };
    const created = here.client().request(3, 'CreateTopics', 7, { topics: [wish], timeoutMs: 1000 });
    expect(created.topics[0]).toMatchObject({ errorCode: 0, numPartitions: 4, replicationFactor: 2 });
    here.run(10);
    for (const broker of [1, 2, 3]) {
      const { topics } = here.client().request(broker, 'Metadata', 12, { topics: [{ name: 'orders' }] });
      expect(topics[0]?.partitions).toHaveLength(4);
      expect(topics[0]?.partitions.every(({ replicaNodes, leaderId }) => replicaNodes[0] === leaderId)).toBe(true);
    }
  });

  it('are refused in Kafka’s words', () => {
    const here = world({ topics: [topicT] });
    const wishes = [
      { name: 'T', numPartitions: 1, replicationFactor: 1 },
      { name: 'many', numPartitions: 1, replicationFactor: 4 },
      { name: 'none', numPartitions: 0, replicationFactor: 1 },
      { name: 'a b', numPartitions: 1, replicationFactor: 1 },
    ];
    const { topics } = here.client().request(1, 'CreateTopics', 5, { topics: wishes, timeoutMs: 1000 });
    expect(topics.map(({ errorCode, errorMessage }) => [errorCode, errorMessage])).toEqual([
      [ERROR.TOPIC_ALREADY_EXISTS, "Topic 'T' already exists."],
      [
        ERROR.INVALID_REPLICATION_FACTOR,
        'Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached because only 3 broker(s) are registered.',
      ],
      [ERROR.INVALID_PARTITIONS, 'Number of partitions was set to an invalid non-positive value.'],
      [
        ERROR.INVALID_TOPIC_EXCEPTION,
        "Topic name is invalid: 'a b' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
      ],
    ]);
  });

  it('grow, but never shrink', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    const grow = (count: number) =>
      client.request(2, 'CreatePartitions', 1, { topics: [{ name: 'T', count, assignments: null }], timeoutMs: 1000 });
    expect(grow(3).results[0]?.errorCode).toBe(0);
    expect(grow(2).results[0]).toMatchObject({
      errorCode: ERROR.INVALID_PARTITIONS,
      errorMessage: 'The topic T currently has 3 partition(s); 2 would not be an increase.',
    });
    here.run(10);
    const { topics } = client.request(3, 'Metadata', 6, { topics: [{ name: 'T' }] });
    expect(topics[0]?.partitions).toHaveLength(3);
  });

  it('are gone after DeleteTopics', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    expect(client.request(2, 'DeleteTopics', 4, { topicNames: ['T', 'nope'] }).responses).toMatchObject([
      { name: 'T', errorCode: 0 },
      { name: 'nope', errorCode: ERROR.UNKNOWN_TOPIC_OR_PARTITION },
    ]);
    here.run(10);
    const { topics } = client.request(1, 'Metadata', 6, { topics: [{ name: 'T' }], allowAutoTopicCreation: false });
    expect(topics[0]?.errorCode).toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('are created on the way when a client asks for one that is not there', () => {
    const here = world();
    const client = here.client();
    const ask = () => client.request(2, 'Metadata', 6, { topics: [{ name: 'new' }], allowAutoTopicCreation: true });
    expect(ask().topics[0]?.errorCode).toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
    here.run(50);
    expect(ask().topics[0]).toMatchObject({ errorCode: 0, name: 'new' });
  });
});

describe('ListOffsets', () => {
  it('finds the two ends and the first record since a time, up to the high watermark', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    const topicData = () => [{ name: 'T', partitionData: [{ index: 0, records: batchOf(here, 'a', 'b') }] }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: topicData() });
    here.run(1000);
    const secondAtMs = 1_700_000_000_000 + Math.floor(here.nowMs);
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: topicData() });
    const list = (timestamp: number) =>
      client.request(1, 'ListOffsets', 3, {
        replicaId: -1,
        topics: [{ name: 'T', partitions: [{ partitionIndex: 0, timestamp }] }],
      }).topics[0]?.partitions[0];
    expect(list(-1)).toMatchObject({ offset: 4, timestamp: -1 });
    expect(list(-2)).toMatchObject({ offset: 0, timestamp: -1 });
    expect(list(secondAtMs)).toMatchObject({ offset: 2, timestamp: secondAtMs });
    expect(list(secondAtMs + 1)).toMatchObject({ offset: -1, timestamp: -1, errorCode: 0 });
  });
});

describe('group coordinator', () => {
  it('is found once __consumer_offsets exists: it is created when first asked for', () => {
    const here = world();
    const client = here.client();
    expect(client.request(1, 'FindCoordinator', 2, { key: 'billing', keyType: 0 }).errorCode).toBe(
      ERROR.COORDINATOR_NOT_AVAILABLE,
    );
    here.run(50);
    const found = client.request(1, 'FindCoordinator', 2, { key: 'billing', keyType: 0 });
    expect(found.errorCode).toBe(0);
    expect(found.host).toBe(`broker-${found.nodeId}`);
    const other = [1, 2, 3].find((id) => id !== found.nodeId) ?? 0;
    const join = { groupId: 'billing', sessionTimeoutMs: 10000, memberId: '', protocolType: 'consumer' };
    const protocols = [{ name: 'x', metadata: new Uint8Array(0) }];
    expect(client.request(other, 'JoinGroup', 4, { ...join, protocols }).errorCode).toBe(ERROR.NOT_COORDINATOR);
    expect(client.request(found.nodeId, 'JoinGroup', 4, { ...join, protocols }).errorCode).toBe(
      ERROR.MEMBER_ID_REQUIRED,
    );
  });

  it('answers a commit when the in-sync replicas have its record', () => {
    const offsets = { name: '__consumer_offsets', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] };
    const here = world({ topics: [topicT, offsets] });
    const client = here.client();
    const topics = [{ name: 'T', partitions: [{ partitionIndex: 0, committedOffset: 7 }] }];
    const commit = client.request(1, 'OffsetCommit', 5, { groupId: 'simple', topics });
    expect(commit.topics[0]?.partitions[0]?.errorCode).toBe(0);
    const committedAt = here.events.find(({ type }) => type === 'offset-committed')?.atUs ?? -1;
    const watermarkAt = here.events.find(
      (event) => event.type === 'high-watermark' && event.topic === '__consumer_offsets',
    );
    expect(committedAt).toBe(watermarkAt?.atUs);
    const fetched = client.request(1, 'OffsetFetch', 4, {
      groupId: 'simple',
      topics: [{ name: 'T', partitionIndexes: [0] }],
    });
    expect(fetched.topics[0]?.partitions[0]).toMatchObject({ committedOffset: 7, errorCode: 0 });
  });

  it('forgets offsets and groups that it is told to', () => {
    const offsets = { name: '__consumer_offsets', partitions: 1, replicationFactor: 1, assignment: [[1]] };
    const here = world({ topics: [topicT, offsets] });
    const client = here.client();
    const partitions = [{ partitionIndex: 0, committedOffset: 7 }];
    client.request(1, 'OffsetCommit', 5, { groupId: 'simple', topics: [{ name: 'T', partitions }] });
    const forgotten = client.request(1, 'OffsetDelete', 0, { groupId: 'simple', topics: [{ name: 'T', partitions }] });
    expect(forgotten).toMatchObject({ errorCode: 0, topics: [{ name: 'T', partitions: [{ errorCode: 0 }] }] });
    const fetch = { groupId: 'simple', topics: [{ name: 'T', partitionIndexes: [0] }] };
    expect(client.request(1, 'OffsetFetch', 4, fetch).topics[0]?.partitions[0]?.committedOffset).toBe(-1);
    const groups = { groupsNames: ['simple', 'nobody'] };
    expect(client.request(1, 'DeleteGroups', 1, groups).results).toEqual([
      { groupId: 'simple', errorCode: 0 },
      { groupId: 'nobody', errorCode: ERROR.GROUP_ID_NOT_FOUND },
    ]);
    expect(client.request(1, 'ListGroups', 2, {}).groups).toEqual([]);
  });
});
