/** What tests, the demo and scripts use of the sandbox. */
export { mintSessionToken, type MintOptions } from "./oauth/session-token.ts";
export * as orders from "./orders/index.ts";
export { pastWorld, startSandbox, type Sandbox, type SandboxOptions } from "./server.ts";
export * from "./state/index.ts";
