import { describe, expect, test } from 'vitest';
import { decodeRequestFrame, encodeRequestFrame, encodeResponseFrame } from '../../../../src/sim/protocol/frames';
import { APIS } from '../../../../src/sim/protocol/registry';
import { hexOf } from '../hex';
import { ADMIN } from './admin';
import { DATA_PATH } from './data-path';
import { GROUPS } from './groups';
import {
  CLIENT_ID,
  commonVersions,
  CORRELATION_ID,
  implementedByKafkajs,
  kafkajsParse,
  kafkajsRequestFrame,
} from './kafkajs';
import { REASSIGNMENTS } from './reassignments';
import { SECURITY } from './security';

const CONVERSATIONS = [...DATA_PATH, ...GROUPS, ...ADMIN, ...REASSIGNMENTS, ...SECURITY];
const CASES = CONVERSATIONS.flatMap((one) =>
  commonVersions(one).map((version) => ({ name: one.api.name, version, one })),
);

test('every API that kafkajs and this protocol both have is here', () => {
  const both = APIS.map((api): string => api.name).filter((name) => implementedByKafkajs().includes(name));
  expect(CONVERSATIONS.map((one) => one.api.name).sort()).toEqual(both.sort());
  expect(CASES.length).toBeGreaterThan(70);
});

describe.each(CASES)('$name v$version', ({ one, version }) => {
  test('what kafkajs sends is read as it was meant', async () => {
    const frame = await kafkajsRequestFrame(one, version);
    const expected = one.request(version);
    const { name, header, body } = decodeRequestFrame(frame.subarray(4));
    expect(name).toBe(one.api.name);
    expect(header).toEqual({
      apiKey: one.api.key,
      apiVersion: version,
      correlationId: CORRELATION_ID,
      clientId: CLIENT_ID,
    });
    expect(body).toMatchObject(expected);
    // The same request of ours has the same bytes: so nothing was sent that `expected` does not name.
    const ours = encodeRequestFrame(one.api, { version, correlationId: CORRELATION_ID, clientId: CLIENT_ID }, expected);
    expect(hexOf(ours)).toBe(hexOf(frame));
  });

  test('what we answer is read by kafkajs as it was meant', async () => {
    const frame = encodeResponseFrame(one.api, version, CORRELATION_ID, one.response);
    // kafkajs takes length and correlation id off itself.
    expect(await kafkajsParse(one, version, frame.subarray(8))).toEqual(one.parsed(version));
  });
});
