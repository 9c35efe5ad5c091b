import type { LoggedCommand } from '../../contract/command';
import type { Us } from '../../contract/ids';
import type { Query, QueryAnswer } from '../../contract/query';
import type { RunLog } from '../../contract/run-log';
import type { SourceFiles } from '../../contract/scenario';
import { filesAfter, logUntil } from '../run-book';
import type { SharedRun } from './shared-run';

/** What of a session is shared: the moment on the page, past or present. */
export interface Shareable {
  readonly log: RunLog;
  readonly nowUs: Us;
  readonly isPast: boolean;
  readonly files: { readonly texts: SourceFiles };
  query(query: Query): Promise<QueryAnswer>;
}

/** Where in a lesson it is shared. */
export interface LessonPlace {
  readonly lesson: string;
  /** From 0. */
  readonly step: number;
}

/**
 * The run up to the moment on the page. What is typed and has not reached the cluster yet comes as the last commands,
 * after that moment, so that it is in the files and changes nothing of the run.
 */
export async function sharedOf(session: Shareable, place: LessonPlace | null): Promise<SharedRun> {
  const hash = session.isPast ? null : await hashOfNow(session);
  const { nowUs, isPast, files } = session;
  // A command given now is carried out a microsecond later.
  const log = isPast ? logUntil(session.log, nowUs) : session.log;
  return {
    lesson: place?.lesson ?? null,
    step: place?.step ?? null,
    log: withTyped(log, files.texts, nowUs + 1),
    nowUs,
    hash,
  };
}

/** A run that has just been paused has time on its way still. */
const ASKED_MAX = 100;

/** The hash of the journal, once time stands still between question and answer; null when it does not, or is not known. */
async function hashOfNow(session: Shareable): Promise<string | null> {
  for (let asked = 0; asked < ASKED_MAX; asked += 1) {
    const before = session.nowUs;
    const answer = await session.query({ type: 'journal-hash' });
    if (answer.type !== 'journal-hash') return null;
    if (session.nowUs === before) return answer.hash;
  }
  return null;
}

function withTyped(log: RunLog, texts: SourceFiles, atUs: Us): RunLog {
  const known = filesAfter(log);
  const edits: LoggedCommand[] = [];
  let seq = (log.commands.at(-1)?.seq ?? -1) + 1;
  for (const [file, text] of Object.entries(texts)) {
    if (known[file] !== text) edits.push({ atUs, seq: seq++, command: { type: 'edit', file, text } });
  }
  return edits.length === 0 ? log : { ...log, commands: [...log.commands, ...edits] };
}
