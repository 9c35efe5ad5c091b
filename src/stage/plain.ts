import type { Marks } from '../view/marks';

/** True where nothing stands above and below the books, so rows may be lower. */
export const isPlain = (marks: Marks): boolean =>
  !(marks.roles || marks.offsets || marks.highWatermark || marks.bookmarks);
