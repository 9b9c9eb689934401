import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";

/** Names under `.localhost` are this machine: browsers know that, the resolver often does not. */
export const localLookup: LookupFunction = (hostname, options, callback) => {
  if (!hostname.endsWith(".localhost")) return lookup(hostname, options, callback);
  const address = { address: "127.0.0.1", family: 4 };
  if (options.all) return callback(null, [address]);
  return callback(null, address.address, address.family);
};
