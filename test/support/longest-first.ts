import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest by far. Vitest would begin with the largest, and end by waiting for one of these. */
const LONG = ['test/lessons/lessons.test.ts', 'test/fuzz/fuzz.test.ts', 'test/clients/broker-killed.test.ts'];

/** In a fresh clone nothing is known of how long each file takes. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
