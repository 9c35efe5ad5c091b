import { createAcls } from '../../../../src/sim/protocol/messages/create-acls';
import { deleteAcls } from '../../../../src/sim/protocol/messages/delete-acls';
import { describeAcls } from '../../../../src/sim/protocol/messages/describe-acls';
import { saslHandshake } from '../../../../src/sim/protocol/messages/sasl-handshake';
import { conversation, throttled } from './kafkajs';

/** One rule, in kafkajs's words and ours where they are the same. */
const RULE = {
  resourceType: 2,
  resourceName: 'orders',
  principal: 'User:reader',
  host: '*',
  operation: 3,
  permissionType: 1,
};

export const SECURITY = [
  conversation({
    api: saslHandshake,
    params: [{ mechanism: 'PLAIN' }],
    request: () => ({ mechanism: 'PLAIN' }),
    response: { mechanisms: ['PLAIN', 'SCRAM-SHA-256'] },
    parsed: () => ({ errorCode: 0, enabledMechanisms: ['PLAIN', 'SCRAM-SHA-256'] }),
  }),

  conversation({
    api: describeAcls,
    params: [{ ...RULE, resourcePatternType: 1, principal: null }],
    request: () => ({
      resourceTypeFilter: 2,
      resourceNameFilter: 'orders',
      patternTypeFilter: 1,
      principalFilter: null,
      hostFilter: '*',
      operation: 3,
      permissionType: 1,
    }),
    response: {
      throttleTimeMs: 250,
      errorMessage: 'fine',
      resources: [
        {
          resourceType: 2,
          resourceName: 'orders',
          patternType: 4,
          acls: [{ principal: 'User:reader', host: '*', operation: 3, permissionType: 1 }],
        },
      ],
    },
    parsed: (v) => ({
      ...throttled(v, 0, 1),
      errorCode: 0,
      errorMessage: 'fine',
      resources: [
        {
          resourceType: 2,
          resourceName: 'orders',
          resourcePatternType: 4,
          acls: [{ principal: 'User:reader', host: '*', operation: 3, permissionType: 1 }],
        },
      ],
    }),
  }),

  conversation({
    api: createAcls,
    params: [{ creations: [{ ...RULE, resourcePatternType: 1 }] }],
    request: () => ({ creations: [{ ...RULE, resourcePatternType: 1 }] }),
    response: { throttleTimeMs: 250, results: [{ errorMessage: 'fine' }] },
    parsed: (v) => ({ ...throttled(v, 0, 1), creationResponses: [{ errorCode: 0, errorMessage: 'fine' }] }),
  }),

  conversation({
    api: deleteAcls,
    params: [{ filters: [{ ...RULE, resourcePatternType: 1, host: null }] }],
    request: () => ({
      filters: [
        {
          resourceTypeFilter: 2,
          resourceNameFilter: 'orders',
          patternTypeFilter: 1,
          principalFilter: 'User:reader',
          hostFilter: null,
          operation: 3,
          permissionType: 1,
        },
      ],
    }),
    response: {
      throttleTimeMs: 250,
      filterResults: [{ errorMessage: null, matchingAcls: [{ ...RULE, patternType: 1, errorMessage: 'gone' }] }],
    },
    parsed: (v) => ({
      ...throttled(v, 0, 1),
      filterResponses: [
        {
          errorCode: 0,
          errorMessage: null,
          matchingAcls: [{ ...RULE, resourcePatternType: 1, errorCode: 0, errorMessage: 'gone' }],
        },
      ],
    }),
  }),
];
