import { z } from "zod";
import type { OrderNamedIn } from "#app/services/ports/set-aside.ts";

const id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d{1,19}$/)]).transform(String);
const shape = z.object({
  id: id.nullish().catch(null),
  order_id: id.nullish().catch(null),
  order_edit: z.object({ order_id: id }).nullish().catch(null),
});

/** Reads nothing but the order's id, so that it can be told of a body that is wrong elsewhere. */
export const orderNamedIn: OrderNamedIn = (topic, body) => {
  const parsed = shape.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const { data } = parsed;
  if (topic === "orders/edited") return data.order_edit?.order_id ?? null;
  return (topic.startsWith("orders/") ? data.id : data.order_id) ?? null;
};

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return null;
  }
}
