-- What creators and brands were told by mail of holds for review, so that each thing is told once.
CREATE TYPE "review_news" AS ENUM ('held', 'pay', 'own_order', 'ended');

ALTER TABLE "order_reviews"
  ADD COLUMN "creator_told" "review_news",
  ADD COLUMN "creator_told_at" TIMESTAMPTZ(3),
  ADD COLUMN "brand_told_at" TIMESTAMPTZ(3);

-- What is over by now is no news.
UPDATE "order_reviews" SET "creator_told" = coalesce("decision"::text, 'ended')::"review_news"
WHERE "decision" IS NOT NULL OR "ends_at" <= now();

-- What may still become news; all others are finished, and they grow for good.
CREATE INDEX "order_reviews_untold_idx" ON "order_reviews" ("shop_id", "creator_id")
WHERE "creator_told" IS NULL OR "creator_told" = 'held' OR ("creator_told" = 'own_order' AND "decision" = 'pay');
