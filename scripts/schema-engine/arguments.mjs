/**
 * What Prisma calls its engine with: `--version`, `… cli <command>`, or nothing of that kind, which starts JSON-RPC.
 *
 * @param {readonly string[]} argv
 */
export function parseArguments(argv) {
  const values = (name) => argv.flatMap((argument, index) => (argument === name ? [argv[index + 1]] : []));
  const datasource = parseDatasource(values("--datasource")[0]);
  if (argv.includes("--version")) return { kind: "version" };
  if (argv.includes("cli")) return { kind: "command", name: argv.at(-1), datasource };
  return { kind: "rpc", datamodels: values("--datamodels"), datasource };
}

function parseDatasource(json) {
  const { url, shadowDatabaseUrl } = json === undefined ? {} : JSON.parse(json);
  return { url, shadowDatabaseUrl };
}
