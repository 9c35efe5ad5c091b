import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/sim/protocol/field';
import {
  decodeRequestFrame,
  decodeResponseFrame,
  encodeRequestFrame,
  encodeResponseFrame,
} from '../../../src/sim/protocol/frames';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { APIS } from '../../../src/sim/protocol/registry';
import { valuesOf } from './arbitrary';

const VERSIONS = APIS.flatMap((api) =>
  Array.from({ length: api.maxVersion - api.minVersion + 1 }, (_, i) => ({
    name: api.name,
    api,
    version: api.minVersion + i,
  })),
);
const RUNS = { numRuns: 25, seed: 4 };

/** A decoder may refuse bytes; it may not fail in any other way. */
function refusedOrRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return false;
  }
}

describe.each(VERSIONS)('$name v$version', ({ api, version }) => {
  const header = { version, correlationId: 77, clientId: 'round trip' };
  const requests = valuesOf(api.request.fields, version);
  const responses = valuesOf(api.response.fields, version);
  const decodeRequest = (frame: Uint8Array) => decodeRequestFrame(frame.subarray(4));
  const decodeResponse = (frame: Uint8Array) => decodeResponseFrame(api, version, frame.subarray(4));

  test('requests come back', () => {
    fc.assert(
      fc.property(requests, (body) => {
        const frame = encodeRequestFrame(api, header, body);
        const decoded = decodeRequest(frame);
        expect(decoded.header).toEqual({
          apiKey: api.key,
          apiVersion: version,
          correlationId: 77,
          clientId: 'round trip',
        });
        expect(decoded.body).toEqual(body);
        expect(encodeRequestFrame(api, header, decoded.body)).toEqual(frame);
      }),
      RUNS,
    );
  });

  test('responses come back', () => {
    fc.assert(
      fc.property(responses, (body) => {
        const frame = encodeResponseFrame(api, version, 77, body);
        const decoded = decodeResponse(frame);
        expect(decoded.correlationId).toBe(77);
        expect(decoded.body).toEqual(body);
        expect(encodeResponseFrame(api, version, 77, decoded.body)).toEqual(frame);
      }),
      RUNS,
    );
  });

  test('what is left out has its default', () => {
    const request = encodeRequestFrame(api, header, {});
    expect(request).toEqual(encodeRequestFrame(api, header, defaultsOf(api.request.fields)));
    expect(decodeRequest(request).body).toEqual(defaultsOf(api.request.fields));
    const response = encodeResponseFrame(api, version, 1, {});
    expect(response).toEqual(encodeResponseFrame(api, version, 1, defaultsOf(api.response.fields)));
    expect(decodeResponse(response).body).toEqual(defaultsOf(api.response.fields));
  });

  test('cut anywhere it is refused; bytes behind a request are not looked at, behind a response they are refused', () => {
    fc.assert(
      fc.property(requests, responses, fc.nat(), (request, response, at) => {
        const requestFrame = encodeRequestFrame(api, header, request);
        const responseFrame = encodeResponseFrame(api, version, 77, response);
        const cut = (frame: Uint8Array) => frame.subarray(0, 4 + (at % (frame.length - 4)));
        const longer = (frame: Uint8Array) => new Uint8Array([...frame, 0]);
        expect(refusedOrRead(() => decodeRequest(cut(requestFrame)))).toBe(false);
        expect(refusedOrRead(() => decodeResponse(cut(responseFrame)))).toBe(false);
        expect(refusedOrRead(() => decodeRequest(longer(requestFrame)))).toBe(true);
        expect(refusedOrRead(() => decodeResponse(longer(responseFrame)))).toBe(false);
      }),
      RUNS,
    );
  });

  test('any bytes changed: read or refused, nothing else', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 0x7f, 0x80, 0xff), fc.nat(255))), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(requests, responses, changes, (request, response, changed) => {
        const requestFrame = encodeRequestFrame(api, header, request);
        const responseFrame = encodeResponseFrame(api, version, 77, response);
        for (const [at, value] of changed) {
          // The header's first eight bytes stay: the request is to be read as what it is.
          requestFrame[12 + (at % (requestFrame.length - 12))] = value;
          responseFrame[4 + (at % (responseFrame.length - 4))] = value;
        }
        refusedOrRead(() => decodeRequest(requestFrame));
        refusedOrRead(() => decodeResponse(responseFrame));
      }),
      RUNS,
    );
  });
});

test('random bytes are no request', () => {
  const likely = fc
    .tuple(fc.constantFrom(...VERSIONS), fc.uint8Array({ maxLength: 80 }))
    .map(([{ api, version }, rest]) => {
      return new Uint8Array([0, api.key, 0, version, ...rest]);
    });
  fc.assert(
    fc.property(fc.oneof(likely, fc.uint8Array({ maxLength: 80 })), (bytes) => {
      refusedOrRead(() => decodeRequestFrame(bytes));
    }),
    { numRuns: 5000, seed: 9 },
  );
});
