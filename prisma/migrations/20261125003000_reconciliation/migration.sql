-- What a body cannot tell, fetched from the Admin API and kept; and what comparing orders with it found.
ALTER TABLE "order_states" ADD COLUMN "earlier_orders" INTEGER;
ALTER TABLE "order_states" ADD CONSTRAINT "order_states_earlier_orders_not_negative" CHECK ("earlier_orders" >= 0);

CREATE TABLE "product_facts" (
    "shop_id" INTEGER NOT NULL,
    "product_id" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "product_type" TEXT,
    "tags" TEXT[] NOT NULL,
    "collection_ids" TEXT[] NOT NULL,

    CONSTRAINT "product_facts_pkey" PRIMARY KEY ("shop_id", "product_id", "seen_at")
);
ALTER TABLE "product_facts" ADD CONSTRAINT "product_facts_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "product_facts" ADD CONSTRAINT "product_facts_confirmed_after_seen" CHECK ("confirmed_at" >= "seen_at");

CREATE TABLE "order_facts_wanted" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "product_ids" TEXT[] NOT NULL,
    "customer" BOOLEAN NOT NULL,
    "lines" BOOLEAN NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_facts_wanted_pkey" PRIMARY KEY ("shop_id", "order_id")
);
ALTER TABLE "order_facts_wanted" ADD CONSTRAINT "order_facts_wanted_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TYPE "reconciliation_kind" AS ENUM ('recent', 'sweep', 'back_fill');
CREATE TYPE "reconciliation_state" AS ENUM ('running', 'done', 'failed');

CREATE TABLE "reconciliations" (
    "shop_id" INTEGER NOT NULL,
    "kind" "reconciliation_kind" NOT NULL,
    "day" DATE NOT NULL,
    "state" "reconciliation_state" NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_until" TIMESTAMPTZ(3),
    "place" TEXT,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "missing" INTEGER NOT NULL DEFAULT 0,
    "newer" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("shop_id", "kind", "day")
);
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
