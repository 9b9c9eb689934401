-- A shop's orders by when they were placed, its verdicts by when they were reached: each page reads its own few rows.
CREATE INDEX "order_states_shop_id_processed_at_order_id_idx" ON "order_states"("shop_id", "processed_at" DESC, "order_id" DESC);
CREATE INDEX "verdicts_shop_id_settled_at_order_id_idx" ON "verdicts"("shop_id", "settled_at" DESC, "order_id" DESC);

-- What waits for its hold to end, by exactly what the release asks for: the first of these two the query could not use, the
-- second held everything ever released and was read from its beginning every minute.
DROP INDEX "commissions_maturing_idx";
DROP INDEX "commissions_matures_at_idx";
CREATE INDEX "commissions_due_idx" ON "commissions" ("matures_at", "shop_id") WHERE "matured_minor" < "releasable_minor" AND "matures_at" IS NOT NULL;
