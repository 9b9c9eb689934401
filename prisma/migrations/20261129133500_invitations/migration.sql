-- Creators whom a brand asks to join, and what they bring along from the app that the brand comes from.
CREATE TYPE "invitation_state" AS ENUM ('open', 'accepted', 'declined');

CREATE TABLE "invitations" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "offer_id" UUID NOT NULL,
    "email_hash" BYTEA NOT NULL,
    "contact_ciphertext" BYTEA,
    "code" TEXT,
    "code_folded" TEXT,
    "own_rate_bps" INTEGER,
    "old_token" TEXT,
    "state" "invitation_state" NOT NULL DEFAULT 'open',
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "mailed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("shop_id", "id")
);
CREATE UNIQUE INDEX "invitations_shop_id_offer_id_email_hash_key" ON "invitations"("shop_id", "offer_id", "email_hash");
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitations"
  ADD CONSTRAINT "invitations_own_rate_is_a_share" CHECK ("own_rate_bps" BETWEEN 1 AND 10000),
  ADD CONSTRAINT "invitations_code_is_folded" CHECK ("code_folded" = lower(btrim("code")) AND ("code" IS NULL) = ("code_folded" IS NULL)),
  ADD CONSTRAINT "invitations_answer_is_dated" CHECK (("state" = 'open') = ("answered_at" IS NULL)),
  -- Who has answered is an account, or wants none of us: the address is kept no longer.
  ADD CONSTRAINT "invitations_contact_is_for_asking" CHECK ("state" = 'open' OR "contact_ciphertext" IS NULL);
CREATE INDEX "invitations_to_mail_idx" ON "invitations" ("shop_id", "id") WHERE "state" = 'open' AND "mailed_at" IS NULL;
CREATE INDEX "invitations_code_idx" ON "invitations" ("shop_id", "code_folded") WHERE "state" = 'open';
CREATE INDEX "invitations_old_token_idx" ON "invitations" ("shop_id", "old_token") WHERE "state" = 'open';

-- Links of the app before. Their values are unique in a shop alone, so they are not among our own links.
CREATE TABLE "imported_links" (
    "shop_id" INTEGER NOT NULL,
    "token" TEXT NOT NULL,
    "partnership_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "imported_links_pkey" PRIMARY KEY ("shop_id", "token")
);
CREATE INDEX "imported_links_shop_id_partnership_id_idx" ON "imported_links"("shop_id", "partnership_id");
ALTER TABLE "imported_links" ADD CONSTRAINT "imported_links_shop_id_partnership_id_fkey" FOREIGN KEY ("shop_id", "partnership_id") REFERENCES "partnerships"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A code that its creator brought along: where another discount of the shop has it, it is that one's, and stays.
ALTER TABLE "referral_codes" ADD COLUMN "imported" BOOLEAN NOT NULL DEFAULT false;
