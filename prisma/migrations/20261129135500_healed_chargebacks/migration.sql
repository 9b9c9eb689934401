-- Chargebacks that a webhook should have told of and did not.
ALTER TABLE "reconciliations" ADD COLUMN "chargebacks" INTEGER NOT NULL DEFAULT 0;
