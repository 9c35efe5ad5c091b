/** A part of the site that is fetched when it is wanted. Null when it did not come; `onMissing` was told. */
export const part = <Part>(coming: Promise<{ readonly default: Part }>, onMissing: () => void): Promise<Part | null> =>
  coming.then(
    (module) => module.default,
    () => {
      onMissing();
      return null;
    },
  );
