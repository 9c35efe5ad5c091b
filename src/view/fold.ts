import type { SimEvent } from '../contract/event';
import {
  foldBrokerState,
  foldController,
  foldDisk,
  foldLink,
  foldNetworkRate,
  foldNode,
  foldRegistration,
} from './fold-broker';
import { foldGroup, foldOffsetCommitted, foldOffsetDeleted } from './fold-group';
import {
  foldBatchAppended,
  foldHighWatermark,
  foldLogCompacted,
  foldLogStart,
  foldLogTruncated,
  foldReplicaState,
  foldSegmentDeleted,
  foldSegmentRolled,
} from './fold-log';
import { foldArrivals, foldConnection, foldMessage, foldMessageFate } from './fold-message';
import { foldEffect, foldProcess, foldProgramAdded } from './fold-process';
import {
  foldPartitionChanged,
  foldPartitionsAdded,
  foldTopicConfigs,
  foldTopicCreated,
  foldTopicDeleted,
} from './fold-topic';
import { foldTool } from './fold-tool';
import type { View } from './view';

/** The next view: what arrived before the event, then the event. The view that is given stays as it was. */
export function fold(view: View, event: SimEvent): View {
  const next = foldOne(foldArrivals(view, event.atUs), event);
  return { ...next, atUs: event.atUs, events: view.events + 1 };
}

function foldOne(view: View, event: SimEvent): View {
  switch (event.type) {
    case 'message':
      return foldMessage(view, event);
    case 'batch-appended':
      return foldBatchAppended(view, event);
    case 'high-watermark':
      return foldHighWatermark(view, event);
    case 'offset-committed':
      return foldOffsetCommitted(view, event);
    case 'offset-deleted':
      return foldOffsetDeleted(view, event);
    case 'group':
      return foldGroup(view, event);
    case 'process':
      return foldProcess(view, event);
    case 'effect':
      return foldEffect(view, event);
    case 'program-added':
      return foldProgramAdded(view, event);
    case 'connection':
      return foldConnection(view, event);
    case 'broker-state':
      return foldBrokerState(view, event);
    case 'controller-changed':
      return foldController(view, event);
    case 'topic-created':
      return foldTopicCreated(view, event);
    case 'topic-deleted':
      return foldTopicDeleted(view, event);
    case 'topic-configs':
      return foldTopicConfigs(view, event);
    case 'partitions-added':
      return foldPartitionsAdded(view, event);
    case 'partition-changed':
      return foldPartitionChanged(view, event);
    case 'message-fate':
      return foldMessageFate(view, event);
    case 'node':
      return foldNode(view, event);
    case 'registration':
      return foldRegistration(view, event);
    case 'link':
      return foldLink(view, event);
    case 'replica-state':
      return foldReplicaState(view, event);
    case 'log-truncated':
      return foldLogTruncated(view, event);
    case 'log-start':
      return foldLogStart(view, event);
    case 'segment-rolled':
      return foldSegmentRolled(view, event);
    case 'segment-deleted':
      return foldSegmentDeleted(view, event);
    case 'disk':
      return foldDisk(view, event);
    case 'network-rate':
      return foldNetworkRate(view, event);
    case 'log-compacted':
      return foldLogCompacted(view, event);
    case 'tool':
      return foldTool(view, event);
    case 'log-recovered':
    case 'console':
    case 'file-edited':
    case 'command-refused':
    case 'schedule':
    case 'broker-configs':
      // Told elsewhere on the page; the cluster is as it was.
      return view;
  }
}
