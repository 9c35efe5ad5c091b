import type { Lesson, Place, RichText } from './lesson';
import { answerOf, measuredUs, type PlayerState, quizzesOf } from './player';
import type { LessonWords } from './wording';

/** The words alone, for names and labels. */
export function plainText(nodes: RichText): string {
  return nodes
    .map((node) => (typeof node === 'string' ? node : node.type === 'element' ? plainText(node.children) : ''))
    .join('');
}

/** What the run so far puts into a place of the text. */
export function placeText(words: LessonWords, lesson: Lesson, player: PlayerState, place: Place): string {
  switch (place.type) {
    case 'measured': {
      const us = measuredUs(player, place.task);
      return us === null ? words.unknown : words.seconds(us);
    }
    case 'ratio': {
      const of = measuredUs(player, place.of);
      const to = measuredUs(player, place.to);
      return of === null || to === null || to === 0 ? words.unknown : words.ratio(of / to);
    }
    case 'guess': {
      const option = answerOf(player, place.quiz);
      const quiz = quizzesOf(lesson).find((each) => each.id === place.quiz);
      const chosen = option === null ? undefined : quiz?.options[option];
      return chosen === undefined ? words.noGuess : plainText(chosen);
    }
  }
}
