import { z } from "zod";
import { instant } from "#app/domain/kernel/instant.ts";
import { tellFrozen } from "#app/services/tell-frozen.ts";
import type { Container } from "./container.ts";
import type { Task } from "./tasks.ts";

export const frozenPayload = z.object({ shopId: z.int(), since: z.int(), after: z.string().nullable() });

type Parts = Pick<Container, "database" | "addresses" | "log">;

/** Jobs that tell creators by mail what happens to their money. */
export function noticeTasks(container: Parts): Record<"tell-frozen", Task> {
  const { log } = container;
  return {
    "tell-frozen": async (payload) => {
      const { since, ...asked } = frozenPayload.parse(payload);
      const told = await tellFrozen(container, { ...asked, since: instant(since) });
      log.info({ shopId: asked.shopId, ...told }, "creators told of frozen balances");
    },
  };
}
