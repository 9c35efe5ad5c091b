import type { BrokerId, ProcessId } from '../contract/ids';
import { partitionName } from '../contract/ids';

/** The part of a large cluster that is looked at from near. */
export type Scope =
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'broker'; readonly broker: BrokerId }
  | { readonly kind: 'process'; readonly process: ProcessId }
  | { readonly kind: 'topic'; readonly topic: string };

export function scopeKey(scope: Scope): string {
  switch (scope.kind) {
    case 'partition':
      return `partition ${partitionName(scope.topic, scope.partition)}`;
    case 'broker':
      return `broker ${scope.broker}`;
    case 'process':
      return `process ${scope.process}`;
    case 'topic':
      return `topic ${scope.topic}`;
  }
}
