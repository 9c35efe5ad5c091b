import type { Messages } from '../messages';
import { acts } from './acts';
import { notices } from './notices';
import { console, groups, programs, strip, time, topics } from './panels';
import { home, shell } from './shell';
import { stage } from './stage';

export const ru: Messages = {
  shell,
  home,
  time,
  programs,
  console,
  topics,
  groups,
  strip,
  notices,

  stage,
  acts,
};
