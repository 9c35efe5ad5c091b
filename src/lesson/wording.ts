import type { LessonMessages } from '../i18n/lesson-words.svelte';
import type { Command } from '../contract/command';
import { brokerHost, brokerOf, type EndpointId, processOf } from '../contract/ids';
import type { Fact, FactData } from './checks/fact';

export type LessonWords = LessonMessages;

/** Each fact has its function: does not compile when one is missing. */
type FactWords = { readonly [K in keyof FactData]: (data: FactData[K]) => string };

/** A fact in the reader's language. Empty for a kind that only an older or newer version knew. */
export function wordFact(words: LessonWords, fact: Fact): string {
  const say = words.facts;
  switch (fact.kind) {
    case 'records':
      return say.records(fact.counts, fact.wanted);
    case 'instances':
      return say.instances(fact.running, fact.wanted);
    case 'members':
      return fact.state === 'Stable' && fact.gone === 0 && fact.members === fact.wanted
        ? say.stable(fact.members)
        : say.notStable(fact.state, fact.members, fact.gone, fact.wanted);
    case 'idle':
      return say.idle(fact.idle, fact.members);
    case 'not-idle':
      return say.notIdle(fact.members);
    case 'reading':
      return say.reading(fact.records, fact.wanted, fact.readers);
    case 'waits-for-readers':
      return say.waitsForReaders(fact.members, fact.wanted);
    case 'read':
      return say.read(fact.records, fact.readers, fact.tookUs);
    case 'read-too-slowly':
      return say.readTooSlowly(fact.records, fact.tookUs, fact.limitUs);
    case 'killed-owner':
      return say.killedOwner(fact.process, fact.partitions);
    case 'killed-idle':
      return say.killedIdle(fact.process);
    case 'ownerless':
      return say.ownerless(fact.partition, fact.process, fact.sinceUs);
    case 'moved':
      return say.moved(fact.partition, fact.from, fact.to, fact.by, fact.afterUs);
    default: {
      const more: FactWords = words.moreFacts;
      const word = Object.hasOwn(more, fact.kind) ? (more[fact.kind] as (data: unknown) => string) : null;
      return word === null ? '' : word(fact);
    }
  }
}

/** Each command has its words: does not compile when some are missing. */
type CommandWords = { readonly [K in Command['type']]: (command: Extract<Command, { type: K }>) => string };

/** What a learner would do by hand to give this command. */
export function commandText(words: LessonWords, command: Command): string {
  const all: CommandWords = words.solution.commands;
  const word = all[command.type] as (command: unknown) => string;
  return word('from' in command ? { ...command, from: endName(command.from), to: endName(command.to) } : command);
}

function endName(end: EndpointId): string {
  const broker = brokerOf(end);
  return broker === null ? (processOf(end) ?? 'tools') : brokerHost(broker);
}
