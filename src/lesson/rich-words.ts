import { committedOf, lagOf, leaderShelf, partitionOf } from '../view/selectors';
import type { View } from '../view/view';
import { answerText } from './answers';
import type { Lesson, LiveValue, Place } from './lesson';
import { answerOf, measuredOf, type PlayerState, quizzesOf } from './player';
import type { LessonWords } from './wording';

/** What the run so far puts into a place of the text. */
export function placeText(
  words: LessonWords,
  lesson: Lesson,
  player: PlayerState,
  place: Place,
  view: View | null,
): string {
  switch (place.type) {
    case 'measured': {
      const measured = measuredOf(player, place.task);
      if (measured === null) return words.unknown;
      return measured.unit === 'us' ? words.seconds(measured.value) : words.rate(measured.value);
    }
    case 'ratio': {
      const of = measuredOf(player, place.of)?.value ?? null;
      const to = measuredOf(player, place.to)?.value ?? null;
      return of === null || to === null || to === 0 ? words.unknown : words.ratio(of / to);
    }
    case 'guess': {
      const given = answerOf(player, place.quiz);
      const quiz = quizzesOf(lesson).find((each) => each.id === place.quiz);
      const said = given === null || quiz === undefined ? '' : answerText(quiz, given);
      return said === '' ? words.noGuess : said;
    }
    case 'live':
      return (view === null ? null : liveText(view, place.value)) ?? words.unknown;
  }
}

/** As Kafka's tools print it; null when there is none. */
function liveText(view: View, value: LiveValue): string | null {
  const text = liveNumber(view, value);
  return text === null ? null : String(text);
}

function liveNumber(view: View, value: LiveValue): number | string | null {
  switch (value.what) {
    case 'committed':
    case 'lag': {
      const group = view.groups.get(value.group);
      if (group === undefined) return null;
      const of =
        value.what === 'lag'
          ? (p: number) => lagOf(view, group, value.topic, p)
          : (p: number) => committedOf(group, value.topic, p);
      if (value.partition !== null) return of(value.partition);
      const each = (view.topics.get(value.topic)?.partitions ?? []).map((partition) => of(partition.partition));
      const known = each.filter((one) => one !== null);
      return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
    }
    case 'coordinator':
    case 'state':
    case 'members': {
      const group = view.groups.get(value.group);
      if (group === undefined) return null;
      return value.what === 'members' ? group.members.length : group[value.what];
    }
    default: {
      const partition = partitionOf(view, value.topic, value.partition);
      if (partition === null) return null;
      if (value.what === 'leader') return partition.leader < 0 ? null : partition.leader;
      if (value.what === 'isr') return partition.isr.join(', ');
      const shelf = leaderShelf(partition);
      if (shelf === null) return null;
      if (value.what === 'log-end') return shelf.logEndOffset;
      return value.what === 'high-watermark' ? shelf.highWatermark : shelf.logStartOffset;
    }
  }
}
