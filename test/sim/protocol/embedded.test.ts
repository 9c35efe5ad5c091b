import { describe, expect, test } from 'vitest';
import {
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
} from '../../../src/sim/protocol/consumer-protocol';
import {
  decodeGroupMetadataValue,
  decodeOffsetCommitValue,
  decodeOffsetsKey,
  encodeGroupMetadataKey,
  encodeGroupMetadataValue,
  encodeOffsetCommitKey,
  encodeOffsetCommitValue,
} from '../../../src/sim/protocol/offsets-records';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { ZERO_UUID } from '../../../src/sim/protocol/uuid';
import { bytesOf, hexOf, textBytes } from './hex';

// Bytes that the serializers of Apache Kafka 4.2.1 wrote.

describe('consumer protocol', () => {
  const FULL = {
    topics: ['t'],
    userData: null,
    ownedPartitions: [{ topic: 't', partitions: [0] }],
    generationId: 3,
    rackId: 'r1',
  };
  const V0 = { topics: ['t'], userData: null, ownedPartitions: [], generationId: -1, rackId: null };

  test.each([
    [0, '000000000001000174ffffffff', V0],
    [1, '000100000001000174ffffffff000000010001740000000100000000', { ...FULL, generationId: -1, rackId: null }],
    [2, '000200000001000174ffffffff00000001000174000000010000000000000003', { ...FULL, rackId: null }],
    [3, '000300000001000174ffffffff0000000100017400000001000000000000000300027231', FULL],
  ])('subscription v%i', (version, hex, decoded) => {
    expect(hexOf(encodeSubscription(version, FULL))).toBe(hex);
    expect(decodeSubscription(bytesOf(hex))).toEqual({ version, ...decoded });
  });

  test.each([0, 1, 2, 3])('assignment v%i', (version) => {
    const hex = `000${version}00000001000174000000020000000000000001ffffffff`;
    const value = { assignedPartitions: [{ topic: 't', partitions: [0, 1] }], userData: null };
    expect(hexOf(encodeAssignment(version, value))).toBe(hex);
    expect(decodeAssignment(bytesOf(hex))).toEqual({ version, ...value });
  });

  test('user data is handed on as it is', () => {
    const sticky = bytesOf('0000000100017400000002000000000000000100000005');
    const bytes = encodeSubscription(1, { topics: ['t'], userData: sticky });
    expect(decodeSubscription(bytes).userData).toEqual(sticky);
    expect(decodeSubscription(encodeSubscription(0, { userData: new Uint8Array(0) })).userData).toEqual(
      new Uint8Array(0),
    );
  });

  test('of a newer version the known fields are read', () => {
    const v3 = '000000010001 74ffffffff0000000100017400000001000000000000000300027231';
    expect(decodeSubscription(bytesOf(`0009${v3}cafe`))).toEqual({ version: 9, ...FULL });
    expect(decodeAssignment(bytesOf('000700000000ffffffffcafe'))).toEqual({
      version: 7,
      assignedPartitions: [],
      userData: null,
    });
  });

  test('what is neither is refused', () => {
    for (const hex of ['', '00', 'ffff00000000ffffffff', '0000ffffffff', '00000000000100017', '00007fffffff']) {
      expect(() => decodeSubscription(bytesOf(hex))).toThrow(ProtocolError);
    }
    expect(() => decodeAssignment(new Uint8Array(0))).toThrow(ProtocolError);
  });
});

describe('records of __consumer_offsets', () => {
  const COMMITTED = { offset: 42, leaderEpoch: 5, metadata: '', commitTimestamp: 1700000000000 };
  const TOPIC_ID = 'ASNFZ4mrze8RIjNEVWZ3iA';

  test('key of a commit', () => {
    const key = { group: 'g', topic: 't', partition: 0 };
    expect(hexOf(encodeOffsetCommitKey(key))).toBe('000100016700017400000000');
    expect(decodeOffsetsKey(bytesOf('000100016700017400000000'))).toEqual({ kind: 'offset-commit', ...key });
  });

  test('key of a group', () => {
    expect(hexOf(encodeGroupMetadataKey('g'))).toBe('0002000167');
    expect(decodeOffsetsKey(bytesOf('0002000167'))).toEqual({ kind: 'group-metadata', group: 'g' });
  });

  test('key of something else, and of nothing', () => {
    expect(decodeOffsetsKey(bytesOf('00050267'))).toEqual({ kind: 'other', type: 5 });
    for (const hex of ['', '0001', 'ffff', '000200016700']) {
      expect(() => decodeOffsetsKey(bytesOf(hex))).toThrow(ProtocolError);
    }
  });

  test.each([
    [3, ZERO_UUID, '0003000000000000002a0000000500000000018bcfe56800'],
    [4, ZERO_UUID, '0004000000000000002a00000005010000018bcfe5680000'],
    [4, TOPIC_ID, '0004000000000000002a00000005010000018bcfe568000100100123456789abcdef1122334455667788'],
  ])('value of a commit, v%i, topic id %s', (version, topicId, hex) => {
    expect(hexOf(encodeOffsetCommitValue({ ...COMMITTED, topicId }, version))).toBe(hex);
    expect(decodeOffsetCommitValue(bytesOf(hex))).toEqual({ version, ...COMMITTED, topicId, expireTimestamp: -1 });
  });

  test('a commit is written in version 4', () => {
    expect(decodeOffsetCommitValue(encodeOffsetCommitValue({ ...COMMITTED, topicId: TOPIC_ID })).version).toBe(4);
  });

  test.each([
    [1, '0001000000000000002a00000000018bcfe5680000000000000003e8', 1000],
    [2, '0002000000000000002a00000000018bcfe56800', -1],
  ])('an old value of a commit, v%i', (version, hex, expireTimestamp) => {
    expect(decodeOffsetCommitValue(bytesOf(hex))).toEqual({
      version,
      ...COMMITTED,
      leaderEpoch: -1,
      topicId: ZERO_UUID,
      expireTimestamp,
    });
  });

  test('value of an empty group', () => {
    const hex = '00030008636f6e73756d657200000002ffffffff0000018bcfe5680000000000';
    const value = {
      protocolType: 'consumer',
      generation: 2,
      protocol: null,
      leader: null,
      currentStateTimestamp: 1700000000000,
      members: [],
    };
    expect(hexOf(encodeGroupMetadataValue(value))).toBe(hex);
    expect(decodeGroupMetadataValue(bytesOf(hex))).toEqual({ version: 3, ...value });
  });

  test('value of a group with members', () => {
    const value = {
      protocolType: 'consumer',
      generation: 7,
      protocol: 'range',
      leader: 'a-1',
      currentStateTimestamp: 1700000000000,
      members: [
        {
          memberId: 'a-1',
          groupInstanceId: 'static',
          clientId: 'a',
          clientHost: '/127.0.0.1',
          rebalanceTimeout: 60000,
          sessionTimeout: 30000,
          subscription: textBytes('subscription'),
          assignment: textBytes('assignment'),
        },
      ],
    };
    const bytes = encodeGroupMetadataValue(value);
    expect(decodeGroupMetadataValue(bytes)).toEqual({ version: 3, ...value });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeGroupMetadataValue(bytes.subarray(0, length))).toThrow(ProtocolError);
    }
  });

  test('a version that is not known is refused', () => {
    expect(() => decodeOffsetCommitValue(bytesOf('0009'))).toThrow(ProtocolError);
    expect(() => decodeGroupMetadataValue(bytesOf('0000'))).toThrow(ProtocolError);
  });
});
