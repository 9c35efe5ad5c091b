/**
 * The protocol that consumers speak to each other inside JoinGroup and SyncGroup, where the protocol type is
 * `consumer` (`ConsumerProtocolSubscription.json`, `ConsumerProtocolAssignment.json`). Brokers only pass it on; ours
 * also read it, to show it.
 *
 * Subscription v0-3 flex none: topics:[string]; userData:bytes?(=null);
 *   ownedPartitions:[{topic:string, partitions:[int32]}](v1+); generationId:int32(v2+ =-1); rackId:string?(v3+ =null)
 * Assignment v0-3 flex none: assignedPartitions:[{topic:string, partitions:[int32]}]; userData:bytes?(=null)
 */
import { Message } from './codec';
import { array, bytes, int32, string, type Init, type Values } from './field';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';
import { decodeVersionedOrNewer, encodeVersioned } from './versioned';

const SUBSCRIPTION = {
  topics: array(string()),
  userData: bytes({ nullable: true, default: null }),
  ownedPartitions: array({ topic: string(), partitions: array(int32()) }, { since: 1 }),
  generationId: int32({ since: 2, default: -1 }),
  rackId: string({ since: 3, nullable: true, default: null }),
};

const ASSIGNMENT = {
  assignedPartitions: array({ topic: string(), partitions: array(int32()) }),
  userData: bytes({ nullable: true, default: null }),
};

type SubscriptionFields = Values<typeof SUBSCRIPTION>;
type AssignmentFields = Values<typeof ASSIGNMENT>;

export type Subscription = SubscriptionFields & { readonly version: number };
export type Assignment = AssignmentFields & { readonly version: number };

export const subscription = new Message<SubscriptionFields>('consumer subscription', [0, 3], null, SUBSCRIPTION);
export const assignment = new Message<AssignmentFields>('consumer assignment', [0, 3], null, ASSIGNMENT);

/** Versions 0 to 3. */
export function encodeSubscription(version: number, value: Init<SubscriptionFields>): Uint8Array {
  return encodeVersioned(subscription, version, value);
}

/**
 * Any version: of one newer than 3 the known fields. KafkaJS writes the fields of v0 under whatever version an
 * assigner gives itself: that is read too. Throws ProtocolError if it does not parse.
 */
export function decodeSubscription(bytes: Uint8Array): Subscription {
  try {
    return decodeVersionedOrNewer(subscription, bytes);
  } catch (error) {
    const fieldsOfV0 = error instanceof ProtocolError && error.reason === 'truncated' ? readAsV0(bytes) : null;
    if (fieldsOfV0 === null) throw error;
    return fieldsOfV0;
  }
}

function readAsV0(bytes: Uint8Array): Subscription | null {
  const reader = new Reader(bytes);
  try {
    const version = reader.int16();
    const fields = subscription.read(reader, 0);
    return reader.remaining === 0 ? { version, ...fields } : null;
  } catch {
    return null;
  }
}

/**
 * The topics alone, which stand at the beginning of every version: all that a broker reads of it, whatever follows.
 * Throws ProtocolError if that does not parse.
 */
export function subscribedTopics(bytes: Uint8Array): readonly string[] {
  const reader = new Reader(bytes);
  reader.int16();
  return subscription.read(reader, 0).topics;
}

/** Versions 0 to 3, which differ in nothing but the number. */
export function encodeAssignment(version: number, value: Init<AssignmentFields>): Uint8Array {
  return encodeVersioned(assignment, version, value);
}

/** Any version: of one newer than 3 the known fields. Throws ProtocolError if it does not parse. */
export function decodeAssignment(bytes: Uint8Array): Assignment {
  return decodeVersionedOrNewer(assignment, bytes);
}
