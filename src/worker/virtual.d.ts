/** The whole script of a program's worker (see build/self-contained-scripts.ts). */
declare module 'virtual:process-script' {
  const text: string;
  export default text;
}

/** The whole script of the simulation's worker. */
declare module 'virtual:sim-script' {
  const text: string;
  export default text;
}
