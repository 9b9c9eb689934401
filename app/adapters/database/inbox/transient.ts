/** Classes and codes of SQLSTATE that pass: connection, resources, serialization, the server going down or coming up. */
const passing = /^(08|53|40|57P|55P03|57014)/;

const network = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]);

/**
 * Whether a failure is the database's, not the delivery's: trying again later is right, counting it against a delivery is
 * wrong. The driver reports a lost connection in words alone.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (passing.test(code) || network.has(code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i.test(
    error.message,
  );
}
