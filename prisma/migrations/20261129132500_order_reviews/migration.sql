-- What looks like a creator's own order: a hold with a reason, a beginning, and an end 14 days later at the latest.
CREATE TYPE "review_signal" AS ENUM ('same_address', 'same_name');
CREATE TYPE "review_decision" AS ENUM ('pay', 'own_order');

CREATE TABLE "order_reviews" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "creator_id" UUID NOT NULL,
    "signal" "review_signal" NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" "review_decision",
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "order_reviews_pkey" PRIMARY KEY ("shop_id", "order_id", "creator_id")
);
ALTER TABLE "order_reviews" ADD CONSTRAINT "order_reviews_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "order_reviews" ADD CONSTRAINT "order_reviews_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "order_reviews"
  ADD CONSTRAINT "order_reviews_end_in_time" CHECK ("ends_at" > "began_at" AND "ends_at" <= "began_at" + interval '336 hours'),
  ADD CONSTRAINT "order_reviews_decision_is_whole"
    CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL));
-- Those that run, for the list of a shop.
CREATE INDEX "order_reviews_open_idx" ON "order_reviews" ("shop_id", "ends_at") WHERE "decision" IS NULL;

-- A hold is of one creator's commission, not of the whole order.
DROP INDEX "order_states_held_idx";
ALTER TABLE "order_states" DROP CONSTRAINT "order_states_hold_ends";
ALTER TABLE "order_states" DROP COLUMN "held_reason", DROP COLUMN "held_until";

-- What a creator may tell about themselves, so that their own orders can be told apart: sealed, and as keyed hashes.
ALTER TABLE "creators"
  ADD COLUMN "legal_name_ciphertext" BYTEA,
  ADD COLUMN "legal_name_hash" BYTEA,
  ADD COLUMN "postal_address_ciphertext" BYTEA,
  ADD COLUMN "postal_address_hash" BYTEA;
