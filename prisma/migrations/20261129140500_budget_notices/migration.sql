-- When creators were told that an offer's budget ends, and that it has ended; once for each budget of an offer.
CREATE TABLE "budget_notices" (
    "shop_id" INTEGER NOT NULL,
    "offer_id" UUID NOT NULL,
    "budget_minor" BIGINT NOT NULL,
    "ends_soon_at" TIMESTAMPTZ(3) NOT NULL,
    "used_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_notices_pkey" PRIMARY KEY ("shop_id","offer_id","budget_minor")
);

ALTER TABLE "budget_notices" ADD CONSTRAINT "budget_notices_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "budget_notices" ADD CONSTRAINT "budget_notices_in_sequence" CHECK ("used_up_at" >= "ends_soon_at");
