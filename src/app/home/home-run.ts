import billing from './programs/billing.ts.txt?raw';
import checkout from './programs/checkout.ts.txt?raw';
import type { RunSpec } from '../run-book';

/** The cluster on the home page: the guide's Topic-A, two writers and a group of three, in the middle of their day. */
export const HOME_RUN: RunSpec = {
  id: 'home',
  scenario: {
    id: 'home',
    brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
    links: { clientUs: 300_000, brokerUs: 200_000 },
    topics: [
      {
        name: 'Topic-A',
        partitions: 3,
        replicationFactor: 2,
        assignment: [
          [1, 2],
          [2, 3],
          [3, 1],
        ],
      },
    ],
    config: { 'group.initial.rebalance.delay.ms': '0' },
  },
  seed: 11,
  programs: [
    { name: 'checkout', entry: 'checkout.ts', role: 'producer', autostart: 2 },
    { name: 'billing', entry: 'billing.ts', role: 'consumer', autostart: 3 },
  ],
  files: { 'checkout.ts': checkout, 'billing.ts': billing },
  // By then the group is Stable and books stand on every shelf.
  warmUpUs: 15_000_000,
};
