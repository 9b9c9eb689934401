import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { Client, escapeIdentifier } from "pg";
import { isSameDatabase, withServer } from "./server.mjs";
import { remembering } from "./troubles.mjs";

/** The catalogue's one-letter type `"char"`, and its array. */
const charOid = 18;
const charArrayOid = 1002;

/**
 * The engine reads columns of type `"char"` from the catalogue, which the adapter has no name for. They are announced
 * as arrays of it, which it has, and renamed in `mended`.
 */
class CatalogueClient extends Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback === "function") {
      return super.query(...args.slice(0, -1), (error, result) => callback(error, renamed(result)));
    }
    return super.query(...args)?.then?.(renamed);
  }
}

function renamed(result) {
  const fields = [result].flat().flatMap((one) => one?.fields ?? []);
  for (const field of fields) if (field.dataTypeID === charOid) field.dataTypeID = charArrayOid;
  return result;
}

/** An adapter with two things put right for the engine. */
function mended(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const types = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes: types };
  };
  // The adapter cuts a script at every ";", through the bodies of functions too. Without values the driver sends a
  // script whole, as Postgres' simple protocol allows.
  if (adapter.executeScript) {
    adapter.executeScript = async (sql) => {
      await adapter.performIO({ sql, args: [], argTypes: [] });
    };
  }
  if (adapter.startTransaction) {
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (...args) => mended(await start(...args));
  }
  return adapter;
}

const connect = async (url) => {
  const schema = new URL(url).searchParams.get("schema") ?? undefined;
  return mended(await new PrismaPg({ connectionString: url, Client: CatalogueClient }, { schema }).connect());
};

/**
 * The driver as the engine wants it. The shadow database, in which migrations are tried, is made here: the adapter's
 * own way silently reconnects to the **main** database when it was given a URL.
 */
export function adapterFactory({ url, shadowDatabaseUrl }) {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: remembering(async () => {
      if (!url) throw new Error("DATABASE_URL is not set: Prisma's migrate commands need a running Postgres.");
      return connect(url);
    }),
    connectToShadowDb: remembering(() => (shadowDatabaseUrl ? givenShadow(url, shadowDatabaseUrl) : ownShadow(url))),
  };
}

/** A shadow database of the user's starts dirty, and is emptied: it must never be the main one. */
async function givenShadow(url, shadowUrl) {
  if (isSameDatabase(shadowUrl, url)) {
    throw new Error("SHADOW_DATABASE_URL must be another database than DATABASE_URL: it is emptied.");
  }
  const adapter = await connect(shadowUrl);
  await adapter.executeScript("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;");
  return adapter;
}

async function ownShadow(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await withServer(url, (server) => server.query(`CREATE DATABASE ${escapeIdentifier(name)}`));
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  const adapter = await connect(shadow.href);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose().catch(() => undefined); // dropped below, whatever became of it
    await withServer(url, (server) => server.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`));
  };
  return adapter;
}
