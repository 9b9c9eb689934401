-- Why a brand holds an order to be the creator's own, in its own words; the creator reads it. An erasure empties it: people
-- write what they should not.
ALTER TABLE "order_reviews" ADD COLUMN "decision_reason" TEXT;
ALTER TABLE "order_reviews"
  ADD CONSTRAINT "order_reviews_reason_is_of_own_orders" CHECK ("decision_reason" IS NULL OR "decision" = 'own_order');
