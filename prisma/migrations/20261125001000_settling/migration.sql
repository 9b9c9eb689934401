-- What settling keeps between an order's deliveries.
ALTER TABLE "order_states" ALTER COLUMN "facts" TYPE TEXT USING "facts"::text;
ALTER TABLE "order_states" ALTER COLUMN "processed_at" DROP NOT NULL;
ALTER TABLE "order_states" ADD COLUMN "credit_partnership_id" UUID, ADD COLUMN "history" JSONB, ADD COLUMN "priced_history" JSONB;

ALTER TABLE "commissions" ADD COLUMN "credited" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "net_sales_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "month" DATE NOT NULL DEFAULT '1970-01-01',
  ADD COLUMN "releasable_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "held_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "sentence" TEXT NOT NULL DEFAULT '';
ALTER TABLE "commissions" ALTER COLUMN "month" DROP DEFAULT;
CREATE INDEX "commissions_matures_at_idx" ON "commissions"("matures_at");

CREATE TABLE "shop_books" (
    "shop_id" INTEGER NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "shop_books_pkey" PRIMARY KEY ("shop_id")
);
ALTER TABLE "shop_books" ADD CONSTRAINT "shop_books_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "credit_series" ALTER COLUMN "position" DROP DEFAULT;
DROP SEQUENCE "credit_series_position_seq";
CREATE INDEX "credit_series_shop_id_offer_id_creator_id_month_position_idx" ON "credit_series"("shop_id", "offer_id", "creator_id", "month", "position");
