-- A flag on a code has a beginning and an end, so that an order is judged by what the brand said when it was placed.
CREATE TABLE "code_leaks" (
    "shop_id" INTEGER NOT NULL,
    "code_id" UUID NOT NULL,
    "flagged_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_leaks_pkey" PRIMARY KEY ("shop_id","code_id","flagged_at")
);

ALTER TABLE "code_leaks" ADD CONSTRAINT "code_leaks_shop_id_code_id_fkey" FOREIGN KEY ("shop_id", "code_id") REFERENCES "referral_codes"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "code_leaks" ("shop_id", "code_id", "flagged_at")
SELECT "shop_id", "id", "leaked_at" FROM "referral_codes" WHERE "leaked_at" IS NOT NULL;

ALTER TABLE "referral_codes" DROP COLUMN "leaked_at";

-- By hand: one flag at a time.
CREATE UNIQUE INDEX "code_leaks_open_key" ON "code_leaks" ("shop_id", "code_id") WHERE "cleared_at" IS NULL;
ALTER TABLE "code_leaks" ADD CONSTRAINT "code_leaks_ends_after_start" CHECK ("cleared_at" >= "flagged_at");
