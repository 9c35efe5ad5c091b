import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { encodeRequestFrame } from '../../../src/sim/protocol/frames';
import { createTopics } from '../../../src/sim/protocol/messages/create-topics';
import { leaveGroup } from '../../../src/sim/protocol/messages/leave-group';
import { metadata } from '../../../src/sim/protocol/messages/metadata';
import { offsetCommit } from '../../../src/sim/protocol/messages/offset-commit';
import { world } from '../../support/world';

/** What random frames have found; the answers are Kafka's. */
const topics = [{ name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] }];
const OFFSETS = { name: '__consumer_offsets', partitions: 1, replicationFactor: 1, assignment: [[1]] };

describe('a stream that goes wrong', () => {
  it('what stands before is answered first, over the controller too; then the connection ends', () => {
    const here = world({ topics, controllers: [3] });
    const socket = here.client().open(1);
    here.run(30);
    const read = encodeRequestFrame(metadata, { version: 8, correlationId: 1, clientId: null }, { topics: [] });
    socket.write(new Uint8Array([...read, 0xff, 0xff, 0xff, 0xff, ...read]));
    here.run(100);
    expect(socket.unasked).toHaveLength(1);
    expect(socket.state).toBe('ended');
  });
});

describe('texts', () => {
  /** A frame of the letter x, in which each x is a byte that is no UTF-8. */
  const malformed = (frame: Uint8Array): Uint8Array => frame.map((byte) => (byte === 0x78 ? 0xff : byte));
  const header = { version: 3, correlationId: 1, clientId: null };

  it('of malformed bytes would come back three times as long: where no string can hold them, the connection ends', () => {
    const here = world({ topics: [...topics, OFFSETS] });
    const client = here.client();
    const members = [{ memberId: 'm', groupInstanceId: 'x'.repeat(15_000) }];
    const long = encodeRequestFrame(leaveGroup, header, { groupId: 'G', members });
    const named = encodeRequestFrame(leaveGroup, header, { groupId: 'x'.repeat(15_000), members: [] });
    const short = encodeRequestFrame(leaveGroup, header, { groupId: 'x'.repeat(5_000), members: [] });
    const states = [long, named, short].map((frame) => {
      const socket = client.open(1);
      here.run(30);
      socket.write(malformed(frame));
      here.run(100);
      return [socket.state, socket.unasked.length];
    });
    expect(states).toEqual([
      ['ended', 0],
      ['ended', 0],
      ['open', 1],
    ]);
  });

  it('that an answer would make of others and cannot hold end the connection, and no other', () => {
    const here = world({ topics });
    const [client, other] = [here.client(), here.client()];
    const socket = client.open(1);
    here.run(30);
    const wanted = [{ name: 'x'.repeat(32_767), numPartitions: 1, replicationFactor: 1 }];
    socket.write(encodeRequestFrame(createTopics, { ...header, version: 4 }, { topics: wanted }));
    here.run(1000);
    expect([socket.state, socket.unasked.length]).toEqual(['ended', 0]);
    expect(other.request(1, 'Metadata', 8, { topics: [{ name: 'T' }] }).topics).toMatchObject([{ errorCode: 0 }]);
  });
});

describe('Metadata', () => {
  it('takes no ids before version 12: the whole request is refused', () => {
    const here = world({ topics });
    const topicId = here.cluster.nodes.get(1)?.broker?.image.topics.get('T')?.topicId ?? '';
    const client = here.client();
    const wanted = [{ name: 'T' }, { name: null, topicId }];
    const answer = client.request(1, 'Metadata', 11, { topics: wanted });
    const errorCode = ERROR.INVALID_REQUEST;
    expect(answer.topics).toMatchObject([
      { name: 'T', errorCode },
      { name: '', topicId, errorCode },
    ]);
    expect(answer.brokers).toEqual([]);
    expect(client.request(1, 'Metadata', 12, { topics: [{ name: null, topicId }] }).topics[0]).toMatchObject({
      name: 'T',
      errorCode: 0,
    });
  });
});

describe('topics', () => {
  it('that are named and meant by an id are not deleted', () => {
    const here = world({ topics });
    const topicId = here.cluster.nodes.get(1)?.broker?.image.topics.get('T')?.topicId ?? '';
    const client = here.client();
    const { responses } = client.request(1, 'DeleteTopics', 6, { topics: [{ name: 'T' }, { name: null, topicId }] });
    const errorCode = ERROR.INVALID_REQUEST;
    expect(responses).toMatchObject([
      { name: 'T', errorCode, errorMessage: 'The provided topic name maps to an ID that was already supplied.' },
      { name: null, errorCode, errorMessage: 'Duplicate topic id.' },
    ]);
    expect(here.cluster.nodes.get(1)?.broker?.image.topics.has('T')).toBe(true);
  });

  it('with more than ten thousand partitions in one request are refused, all of them', () => {
    const here = world({ topics });
    const client = here.client();
    const errorCode = ERROR.POLICY_VIOLATION;
    const errorMessage = 'Excessively large number of partitions per request.';
    const wanted = [
      { name: 'A', numPartitions: 10_000, replicationFactor: 1 },
      { name: 'B', numPartitions: 1, replicationFactor: 1 },
    ];
    expect(client.request(1, 'CreateTopics', 5, { topics: wanted }).topics).toMatchObject([
      { name: 'A', errorCode, errorMessage },
      { name: 'B', errorCode, errorMessage },
    ]);
    const more = [{ name: 'T', count: 0x7fffffff, assignments: null }];
    expect(client.request(1, 'CreatePartitions', 1, { topics: more }).results).toMatchObject([{ errorCode }]);
    expect(here.cluster.nodes.get(1)?.broker?.image.topics.get('T')?.partitions).toHaveLength(1);
  });
});

describe('OffsetCommit', () => {
  it('may keep an offset for as long as a number can say', () => {
    const here = world({ topics: [...topics, OFFSETS] });
    const retentionTimeMs = Number.MAX_SAFE_INTEGER;
    const commit = {
      groupId: 'G',
      retentionTimeMs,
      topics: [{ name: 'T', partitions: [{ partitionIndex: 0, committedOffset: 0 }] }],
    };
    expect(offsetCommit.minVersion).toBeLessThanOrEqual(4);
    const answer = here.client().request(1, 'OffsetCommit', 4, commit);
    expect(answer.topics[0]?.partitions[0]?.errorCode).toBe(0);
  });
});
