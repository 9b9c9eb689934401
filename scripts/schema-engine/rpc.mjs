import { createInterface } from "node:readline";
import { inFull } from "./troubles.mjs";

/** JSON-RPC's code for what the engine reports as a failure. */
const failureCode = 4466;

/** Where the engine's two forms call one thing differently. */
const methodNames = { getDatabaseVersion: "version" };

/**
 * Answers JSON-RPC, one message a line, until the input ends and everything is answered. The engine is made at the
 * first call, so that a failure to connect is the answer to a call.
 *
 * @param {object} options
 * @param {() => Promise<object>} options.engine
 */
export function serve({ input, output, engine, onEnd }) {
  let started;
  let pending = 0;
  let closed = false;
  const send = (message) => output.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const endWhenDone = () => closed && pending === 0 && onEnd();

  const answer = async ({ id, method, params }) => {
    try {
      started ??= engine();
      const result = (await (await started)[methodNames[method] ?? method](params)) ?? {};
      if (method === "diff" && result.stdout) print(send, id, result.stdout);
      send({ id, result });
    } catch (error) {
      send({ id, error: failure(error) });
    }
  };

  createInterface({ input })
    .on("line", (line) => {
      const message = JSON.parse(line);
      if (!message.method) return; // Prisma's answer to a "print"
      pending++;
      void answer(message).finally(() => {
        pending--;
        endWhenDone();
      });
    })
    .on("close", () => {
      closed = true;
      endWhenDone();
    });
}

/** The binary prints a diff by a call of its own, before it answers; the WebAssembly engine returns it instead. */
function print(send, id, content) {
  send({ id: 100_000 + id, method: "print", params: { content: content.replace(/\n$/, "") } });
}

function failure(error) {
  const data = {
    is_panic: false,
    message: inFull(error),
    meta: error?.meta ?? null,
    error_code: error?.code ?? error?.error_code ?? null,
  };
  return { code: failureCode, message: "An error happened.", data };
}
