/**
 * What went wrong on the JavaScript side of the engine, in its own words. Of a panic the engine throws only
 * "unreachable", and of an error of ours it tells only "External error id#0".
 */
let panic;
let ours;

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message;
  },
};

/** Runs `work`, and keeps what it fails with. */
export const remembering = (work) => async () => {
  try {
    return await work();
  } catch (error) {
    ours = error;
    throw error;
  }
};

/** The engine's error as a person can use it. */
export function inFull(error) {
  const said = error?.message ?? String(error);
  const meant = ours && /External error/.test(said) ? ours.message : said;
  return [panic, meant].filter(Boolean).join("\n");
}
