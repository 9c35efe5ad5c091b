import { describe, it } from 'vitest';
import { acts as A } from '../../src/i18n/en/acts';
import { en } from '../../src/i18n/en/index';
import { choosesFromMenu, lessonNamed, pressesAction, starts, takesLesson, type Doings } from './support/course';
import { Learner } from './support/learner';
import { useSite } from './support/site';
import { withKeysOnly, withTheMouse } from './support/ways';

const site = useSite();

/** What a learner does in each of these lessons; predictions and Next go by themselves. */
const COURSE: Readonly<Record<string, Doings>> = {
  groups: {
    'two-groups': [starts('reminders'), starts('statistics')],
    'two-members': [starts('reminders')],
    rebalance: [starts('reminders')],
    leaving: [
      choosesFromMenu('reminders-3', A.process.stopReader),
      choosesFromMenu('reminders-2', A.process.killReader),
    ],
  },
  'one-topic-or-many': {
    twice: [starts('checkout')],
    many: [starts('tracker-many')],
    one: [starts('tracker-one')],
    'own-topic': [pressesAction('make-clicks')],
  },
  'consumer-offsets': {
    'a-record': [starts('billing')],
    'which-partition': [starts('audit')],
    'coordinator-dies': [choosesFromMenu(en.stage.broker(1), A.broker.kill)],
  },
  placement: {
    'three-by-two': [pressesAction('create')],
    'who-writes': [starts('producer')],
    'kafka-chooses': [pressesAction('create-b')],
    moving: [pressesAction('move')],
  },
};

/** Minutes of virtual time go by in each, however busy the machine is. */
const TIMEOUT_MS = 300_000;

describe('a whole lesson, from the list to its last page', { timeout: TIMEOUT_MS }, () => {
  it.each(['groups', 'one-topic-or-many', 'consumer-offsets'])('by mouse: %s', async (id) => {
    const learner = new Learner(site);
    await learner.opensHome();
    await takesLesson(learner.page, withTheMouse, lessonNamed(id), COURSE[id] ?? {});
  });

  it('by keyboard alone: placement', async () => {
    const learner = new Learner(site);
    await learner.opensHome();
    await takesLesson(learner.page, withKeysOnly(learner.page), lessonNamed('placement'), COURSE['placement'] ?? {});
  });
});
