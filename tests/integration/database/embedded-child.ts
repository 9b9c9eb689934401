/** A process that starts the embedded database, says its URL or why not, and lives until it is killed or told to end. */
import { startEmbedded } from "../../../app/adapters/database/embedded.ts";

const [dataDir = ""] = process.argv.slice(2);
try {
  const { url, stop } = await startEmbedded({ dataDir });
  console.log(JSON.stringify({ url }));
  process.stdin.resume().once("end", () => void stop());
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
