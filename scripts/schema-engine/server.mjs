import { Client } from "pg";

/** Runs `work` on the server's own database, from which others are made and dropped. */
export async function withServer(url, work) {
  const server = new URL(url);
  server.pathname = "/postgres";
  server.searchParams.delete("schema"); // Prisma's own, unknown to the driver
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]", ""]);

function place(url) {
  const { hostname, port, pathname } = new URL(url);
  const host = loopback.has(hostname) ? "loopback" : hostname;
  return `${host}:${port || 5432}${decodeURIComponent(pathname)}`;
}

/** Whether two URLs mean one database, under whatever spelling of this machine's name. */
export const isSameDatabase = (a, b) => place(a) === place(b);
