/** Parts of the page that a teacher may leave out. The stage and the line with the task above it always stay. */
export const PARTS = ['lesson', 'inspectors', 'time', 'open'] as const;

/** `lesson`: the text. `inspectors`: programs, code and the panels. `time`: the time bar. `open`: the way to the whole site. */
export type Part = (typeof PARTS)[number];
