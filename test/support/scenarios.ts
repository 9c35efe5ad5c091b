import type { Scenario } from '../../src/contract/scenario';

/** Three brokers, one topic of four partitions with two copies, hops of 10 ms. */
export const threeBrokers: Scenario = {
  id: 'three-brokers',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  links: { clientUs: 10_000, brokerUs: 5_000 },
  topics: [{ name: 'Topic-A', partitions: 4, replicationFactor: 2 }],
};
