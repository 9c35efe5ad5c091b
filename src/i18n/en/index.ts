import { notices } from './notices';
import { console, groups, programs, strip, topics } from './panels';
import { home, shell } from './shell';
import { stage } from './stage';
import { time } from './time';

/** English, which is also the type that every other language must satisfy. */
export const en = { shell, home, time, programs, console, topics, groups, strip, notices, stage };
