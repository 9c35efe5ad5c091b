/** APIs that a real broker advertises and ours does not, and why: key, first and last version. */
export interface Unserved {
  readonly reason: string;
  readonly apis: Readonly<Record<string, readonly [key: number, first: number, last: number]>>;
}

export const UNSERVED: readonly Unserved[] = [
  {
    reason: 'Transactions are not simulated yet.',
    apis: {
      AddPartitionsToTxn: [24, 0, 5],
      AddOffsetsToTxn: [25, 0, 4],
      EndTxn: [26, 0, 5],
      WriteTxnMarkers: [27, 1, 2],
      TxnOffsetCommit: [28, 0, 5],
      DescribeTransactions: [65, 0, 0],
      ListTransactions: [66, 0, 2],
    },
  },
  {
    reason: 'KIP-848 groups are not simulated yet.',
    apis: {
      ConsumerGroupHeartbeat: [68, 0, 1],
      ConsumerGroupDescribe: [69, 0, 1],
    },
  },
  {
    reason: 'The quorum of controllers does not change here.',
    apis: {
      UnregisterBroker: [64, 0, 0],
      AddRaftVoter: [80, 0, 1],
      RemoveRaftVoter: [81, 0, 0],
    },
  },
  {
    reason: 'Neither SASL nor delegation tokens nor SCRAM.',
    apis: {
      SaslAuthenticate: [36, 0, 2],
      CreateDelegationToken: [38, 1, 3],
      RenewDelegationToken: [39, 1, 2],
      ExpireDelegationToken: [40, 1, 2],
      DescribeDelegationToken: [41, 1, 3],
      DescribeUserScramCredentials: [50, 0, 0],
      AlterUserScramCredentials: [51, 0, 0],
    },
  },
  {
    reason: 'No quotas.',
    apis: {
      DescribeClientQuotas: [48, 0, 1],
      AlterClientQuotas: [49, 0, 1],
    },
  },
  {
    reason: 'One log directory a broker, so nothing moves between two.',
    apis: {
      AlterReplicaLogDirs: [34, 1, 2],
    },
  },
  {
    reason: 'Features have the level that a new cluster gives them.',
    apis: {
      UpdateFeatures: [57, 0, 2],
    },
  },
  {
    reason: 'Client metrics and group configurations are not simulated.',
    apis: {
      ListConfigResources: [74, 0, 1],
    },
  },
  {
    reason: 'Share groups are not simulated.',
    apis: {
      ShareGroupHeartbeat: [76, 1, 1],
      ShareGroupDescribe: [77, 1, 1],
      ShareFetch: [78, 1, 2],
      ShareAcknowledge: [79, 1, 2],
      InitializeShareGroupState: [83, 0, 0],
      ReadShareGroupState: [84, 0, 0],
      WriteShareGroupState: [85, 0, 1],
      DeleteShareGroupState: [86, 0, 0],
      ReadShareGroupStateSummary: [87, 0, 1],
      DescribeShareGroupOffsets: [90, 0, 1],
      AlterShareGroupOffsets: [91, 0, 0],
      DeleteShareGroupOffsets: [92, 0, 0],
    },
  },
  {
    reason: 'Streams groups are not simulated.',
    apis: {
      StreamsGroupHeartbeat: [88, 0, 0],
      StreamsGroupDescribe: [89, 0, 0],
    },
  },
];
