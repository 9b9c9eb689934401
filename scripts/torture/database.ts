/** The database's process of a torture run: `database.ts <data folder> <port>`. */
import { startEmbedded } from "../../app/adapters/database/embedded.ts";

const [dataDir = "", port = ""] = process.argv.slice(2);
await startEmbedded({ dataDir, port: Number(port) });
process.send?.("ready");
setInterval(() => undefined, 60_000);
