import type { Messages } from '../messages';
import { notices } from './notices';
import { console, groups, programs, strip, topics } from './panels';
import { home, shell } from './shell';
import { stage } from './stage';
import { time } from './time';

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
};
