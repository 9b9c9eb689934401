import { Prisma } from "../generated/client.ts";
import type { ReviewSignal } from "#app/domain/review/review.ts";

export type OpenReview = { signal: ReviewSignal; ends_at: string | Date };

/** Of the commission `c`: the review that nobody has decided, be it over or not. */
export const openReview = Prisma.sql`(
  SELECT jsonb_build_object('signal', r.signal, 'ends_at', r.ends_at) FROM order_reviews r
  WHERE r.shop_id = c.shop_id AND r.order_id = c.order_id AND r.creator_id = c.creator_id AND r.decision IS NULL)`;
