import { setTimeout as sleep } from "node:timers/promises";
import { outage } from "./outage.ts";
import { onStage, type Scenario } from "./stage.ts";

/** The database is killed and stays away. */
export const databaseAway: Scenario = (options) =>
  onStage(options.seconds, (stage) =>
    outage(stage, options, {
      async begin() {
        stage.database.kill();
        await sleep(100);
      },
      end: () => stage.database.start(),
    }),
  );
