import { configureGlobal } from "fast-check";

/** A few runs of each property, the same ones every time: thousands of mutants wait, and a score should not be luck. */
configureGlobal({ numRuns: 20, seed: 1 });
