import { Stage } from "../../../scripts/demo/stage.ts";
import { migratedDatabase } from "../../setup/test-database.ts";
import { Chromium } from "./chromium.ts";

export interface World extends AsyncDisposable {
  readonly stage: Stage;
  readonly chromium: Chromium;
}

/** A stage of a test file's own, as the demo's, with a browser that finds it. */
export async function openWorld(name: string): Promise<World> {
  const { url, drop } = await migratedDatabase();
  const stage = await Stage.open({ say: () => undefined, prepared: { databaseUrl: url } });
  const chromium = await Chromium.open(stage, name);
  return {
    stage,
    chromium,
    async [Symbol.asyncDispose]() {
      await chromium.close();
      await stage.close();
      await drop();
    },
  };
}
