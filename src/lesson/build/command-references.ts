import { endpointOf, type CommandLine, commandOf, countMistake } from './command-schema';
import type { LessonFile } from './lesson-schema';
import { anyOf, type Mistake, quoted, suggestion } from './mistake';
import type { KeyPath, YamlFile } from './yaml-file';

type Say = (path: KeyPath, message: string) => Mistake;

/** What is wrong with the commands of lesson.yaml: those given, the buttons' and those of schedules. */
export function commandMistakes(yaml: YamlFile<LessonFile>): Mistake[] {
  const { given, warmUpSeconds, steps, scenario } = yaml.value;
  const say: Say = (path, message) => yaml.mistake(path, message);
  return [
    ...given.flatMap((line, i) => [
      ...lineMistakes(yaml.value, line, ['given', i], say),
      ...(line.atSeconds > warmUpSeconds
        ? [
            say(
              ['given', i, 'atSeconds'],
              `found ${line.atSeconds}, expected warmUpSeconds (${warmUpSeconds}) at most.`,
            ),
          ]
        : []),
      ...(line.edit === undefined
        ? []
        : [say(['given', i, 'edit'], 'found edit, expected the file in start/ to be so.')]),
    ]),
    ...steps.flatMap((step, i) =>
      step.actions.flatMap((line, j) => lineMistakes(yaml.value, line, ['steps', i, 'actions', j], say)),
    ),
    ...Object.entries(scenario.schedules ?? {}).flatMap(([name, lines]) =>
      lines.flatMap((line, i) => lineMistakes(yaml.value, line, ['scenario', 'schedules', name, i], say)),
    ),
  ];
}

/** A line with a command: exactly one, of brokers, programs, processes and schedules that are there. */
export function lineMistakes(lesson: LessonFile, line: CommandLine, path: KeyPath, say: Say): Mistake[] {
  const wrong = countMistake(line);
  if (wrong !== null) return [say(path, wrong)];
  const brokers = lesson.scenario.brokers.map((broker) => String(broker.id));
  const programs = lesson.programs.map((program) => program.name);
  const command = line.edit === undefined ? commandOf(line, {}) : null;
  if (command === null || typeof command === 'string') return [];
  const key = [...path, command.type];
  const known = (what: unknown, names: readonly string[]): Mistake[] =>
    names.includes(String(what))
      ? []
      : [say(key, `found ${quoted(String(what))}, expected ${anyOf(names)}.${suggestion(String(what), names)}`)];
  if (command.type === 'run') return known(command.program, programs);
  if ('process' in command) {
    return known(command.process.replace(/-\d+$/, ''), programs);
  }
  if (command.type === 'start-schedule') return known(command.schedule, Object.keys(lesson.scenario.schedules ?? {}));
  if ('broker' in command) return known(command.broker, brokers);
  const ends = line['cut-link'] ?? line['slow-link'] ?? line['heal-link'];
  return Object.values(ends ?? {}).flatMap((end) =>
    typeof end === 'string' && (endpointOf(end)?.startsWith('broker:') ?? false)
      ? known(end.replace('broker-', ''), brokers)
      : [],
  );
}
