import { z } from "zod";
import type { Delivery } from "#app/services/replay/replay.ts";
import { BadInput } from "./bad-input.ts";

const text = z.string({ error: "must be text" }).min(1, "must not be empty");
const shape = z.object({
  topic: text,
  shop: text,
  webhookId: text,
  triggeredAt: text,
  body: z.record(z.string(), z.unknown(), { error: "must be the webhook's body, a JSON object" }),
});

/** One line of `deliveries.jsonl`. @throws BadInput */
export function readDelivery(path: string, line: number, content: string): Delivery {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new BadInput(
      `${path}:${line}: is not JSON (${error instanceof Error ? error.message : String(error)}); write one delivery a line`,
    );
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput(
    `${path}:${line}: ${issue?.path.map(String).join(".") || "the delivery"}: ${issue?.message ?? "is invalid"}`,
  );
}
