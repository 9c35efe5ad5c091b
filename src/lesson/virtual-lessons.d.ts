/** Made of lessons/ by build/plugin.ts. */
declare module 'virtual:lessons' {
  export const entries: readonly import('./lesson').LessonEntry[];
  export const loaders: Readonly<
    Record<
      string,
      Readonly<
        Record<import('../i18n/messages').Language, () => Promise<{ readonly default: import('./lesson').Lesson }>>
      >
    >
  >;
  export const solutions: Readonly<Record<string, () => Promise<{ readonly default: import('./lesson').Solution }>>>;
}
