-- Bonuses and bounties: what a brand gives to a creator without a commission.
CREATE TYPE "award_kind" AS ENUM ('bonus', 'bounty');

CREATE TABLE "awards" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "partnership_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "kind" "award_kind" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "hold_days" INTEGER NOT NULL,
    "granted_by" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "matures_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,
    "withdrawn_for" TEXT,

    CONSTRAINT "awards_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE UNIQUE INDEX "awards_shop_id_id_creator_id_currency_amount_minor_key" ON "awards"("shop_id", "id", "creator_id", "currency", "amount_minor");
CREATE INDEX "awards_creator_id_shop_id_idx" ON "awards"("creator_id", "shop_id");
CREATE INDEX "awards_shop_id_partnership_id_idx" ON "awards"("shop_id", "partnership_id");

ALTER TABLE "awards" ADD CONSTRAINT "awards_shop_id_partnership_id_creator_id_fkey" FOREIGN KEY ("shop_id", "partnership_id", "creator_id") REFERENCES "partnerships"("shop_id", "id", "creator_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "transfers" ADD COLUMN "award_id" UUID;
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_shop_id_award_id_creator_id_currency_amount_mino_fkey" FOREIGN KEY ("shop_id", "award_id", "creator_id", "currency", "amount_minor") REFERENCES "awards"("shop_id", "id", "creator_id", "currency", "amount_minor") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was done to a thing, the newest last: a creator's page shows it.
CREATE INDEX "activity_log_shop_id_subject_id_idx" ON "activity_log"("shop_id", "subject", "id");

-- By hand: what Prisma's schema cannot say ----------------------------------------------------------------------

ALTER TABLE "awards"
  ADD CONSTRAINT "awards_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "awards_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "awards_reason_is_told" CHECK ("reason" <> ''),
  ADD CONSTRAINT "awards_hold_in_range" CHECK ("hold_days" BETWEEN 0 AND 365 AND "matures_at" >= "granted_at"),
  ADD CONSTRAINT "awards_end_once" CHECK ("released_at" IS NULL OR "withdrawn_at" IS NULL),
  ADD CONSTRAINT "awards_withdrawal_is_whole" CHECK (num_nonnulls("withdrawn_at", "withdrawn_by", "withdrawn_for") IN (0, 3));

-- What waits for its hold to end, and nothing else.
CREATE INDEX "awards_due_idx" ON "awards" ("matures_at", "shop_id") WHERE "released_at" IS NULL AND "withdrawn_at" IS NULL;

-- Granted, released, withdrawn: each at most once.
CREATE UNIQUE INDEX "transfers_award_step_key" ON "transfers" ("shop_id", "award_id", "kind") WHERE "award_id" IS NOT NULL;

-- A release and an adjustment belong to an order or to an award, a bonus and a bounty to an award.
ALTER TABLE "transfers" DROP CONSTRAINT "transfers_order_is_named";
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_order_or_award_is_named" CHECK (
  CASE
    WHEN "kind" = 'accrual' THEN "order_id" IS NOT NULL AND "award_id" IS NULL
    WHEN "kind" IN ('adjustment', 'release') THEN num_nonnulls("order_id", "award_id") = 1
    WHEN "kind" IN ('bonus', 'bounty') THEN "award_id" IS NOT NULL AND "order_id" IS NULL
    ELSE "award_id" IS NULL
  END
);
-- An award is withdrawn before its release, and only then: its money never goes back from payable.
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_withdrawal_from_pending" CHECK (
  "kind" <> 'adjustment' OR "award_id" IS NULL OR ("from_account" = 'pending' AND "to_account" = 'expense')
);

-- What was granted stays as it was granted; it ends once.
CREATE FUNCTION "guard_award"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'award %: an award is withdrawn, not deleted', OLD.id USING ERRCODE = 'RF001';
  END IF;
  IF (to_jsonb(OLD) - '{released_at,withdrawn_at,withdrawn_by,withdrawn_for}'::text[])
     IS DISTINCT FROM (to_jsonb(NEW) - '{released_at,withdrawn_at,withdrawn_by,withdrawn_for}'::text[]) THEN
    RAISE EXCEPTION 'award %: what was granted never changes', OLD.id USING ERRCODE = 'RF001';
  END IF;
  IF OLD.released_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'award %: it has ended', OLD.id USING ERRCODE = 'RF001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "awards_guarded" BEFORE UPDATE OR DELETE ON "awards" FOR EACH ROW EXECUTE FUNCTION "guard_award"();
