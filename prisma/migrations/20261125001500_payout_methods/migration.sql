-- How creators want to be paid.
CREATE TABLE "payout_methods" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "creator_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "instructions_ciphertext" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "canceled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_methods_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payout_methods_creator_id_effective_from_idx" ON "payout_methods"("creator_id", "effective_from");
ALTER TABLE "payout_methods" ADD CONSTRAINT "payout_methods_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "payout_methods"
  ADD CONSTRAINT "payout_methods_kind_is_known" CHECK ("kind" IN ('manual')),
  ADD CONSTRAINT "payout_methods_not_in_the_past" CHECK ("effective_from" >= "created_at");
