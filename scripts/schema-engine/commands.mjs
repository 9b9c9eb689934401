import { Client, escapeIdentifier } from "pg";
import { withServer } from "./server.mjs";

/** The codes under which Prisma knows these failures of Postgres; anything else is "cannot be reached". */
const prismaCodes = { "3D000": "P1003", "28P01": "P1000" };

const commands = {
  async "can-connect-to-database"(url) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.end();
  },
  async "create-database"(url) {
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    await withServer(url, (server) => server.query(`CREATE DATABASE ${escapeIdentifier(name)}`));
  },
};

/** Runs one of the commands that are not JSON-RPC. @returns {Promise<number>} the exit code */
export async function runCommand(name, { url }) {
  process.stderr.write("\n"); // Prisma reads the last line of what is here
  try {
    if (!Object.hasOwn(commands, name)) throw new Error(`unknown command: ${name}`);
    await commands[name](url);
    return 0;
  } catch (error) {
    const fields = { message: error.message || error.code, error_code: prismaCodes[error.code] ?? "P1001" };
    process.stderr.write(`${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
    return 1;
  }
}
