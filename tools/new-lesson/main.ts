import { LessonError } from '../../src/lesson/build/mistake';
import { layOut } from './lay-out';

/** `npm run new-lesson -- my-topic`: lays out a lesson that passes. Returns the exit code. */
export function main(args: readonly string[]): number {
  const [id = 'my-lesson'] = args;
  try {
    const { path, files } = layOut(process.cwd(), id);
    console.log(`${path} has ${files.length} files, and passes. Change them one by one:\n`);
    for (const file of files) console.log(`  ${path}/${file}`);
    console.log(
      `\nnpm run dev shows the lesson and its mistakes. To play it:\nnpx vitest run --configLoader runner --project node test/lessons/lessons.test.ts -t ${id}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof LessonError) && !(error instanceof RangeError)) throw error;
    console.error(error.message);
    return 1;
  }
}
