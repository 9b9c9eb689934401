-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('expense', 'pending', 'payable', 'in_transit', 'paid');

-- CreateEnum
CREATE TYPE "transfer_kind" AS ENUM ('accrual', 'adjustment', 'release', 'review_held', 'review_lifted', 'bonus', 'bounty', 'manual', 'payout_started', 'payout_confirmed', 'payout_failed', 'payout_returned', 'write_off');

-- CreateEnum
CREATE TYPE "offer_status" AS ENUM ('draft', 'live', 'paused', 'ended');

-- CreateEnum
CREATE TYPE "inbox_state" AS ENUM ('pending', 'done', 'aside');

-- CreateEnum
CREATE TYPE "evidence_kind" AS ENUM ('code', 'entered', 'click', 'landing', 'lifetime', 'survey');

-- CreateEnum
CREATE TYPE "application_state" AS ENUM ('submitted', 'approved', 'declined', 'withdrawn', 'lapsed');

-- CreateEnum
CREATE TYPE "partnership_state" AS ENUM ('active', 'paused', 'ended');

-- CreateEnum
CREATE TYPE "referral_code_state" AS ENUM ('pending', 'active', 'failed', 'retired');

-- CreateEnum
CREATE TYPE "payout_batch_state" AS ENUM ('draft', 'approved', 'submitted', 'closed');

-- CreateEnum
CREATE TYPE "payout_state" AS ENUM ('draft', 'approved', 'submitted', 'unknown', 'paid', 'failed', 'returned');

-- CreateTable
CREATE TABLE "brands" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" SERIAL NOT NULL,
    "brand_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "primary_domain" TEXT,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "iana_timezone" TEXT NOT NULL DEFAULT 'UTC',
    "plan" TEXT,
    "taxes_included" BOOLEAN NOT NULL DEFAULT false,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "scopes" TEXT NOT NULL DEFAULT '',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "api_status" TEXT NOT NULL DEFAULT 'ok',
    "api_checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_sessions" (
    "id" TEXT NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token_ciphertext" BYTEA,
    "refresh_token_ciphertext" BYTEA,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "online_access_info_ciphertext" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "creators" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email_ciphertext" BYTEA,
    "email_hash" BYTEA,
    "phone_hash" BYTEA,
    "display_name" TEXT NOT NULL DEFAULT '',
    "handle" TEXT NOT NULL,
    "profile" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "creators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_tokens" (
    "token_hash" BYTEA NOT NULL,
    "email_hash" BYTEA NOT NULL,
    "email_ciphertext" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "creator_sessions" (
    "token_hash" BYTEA NOT NULL,
    "creator_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "creator_sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "commissions" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "creator_id" UUID NOT NULL,
    "partnership_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "offer_version_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "matured_minor" BIGINT NOT NULL DEFAULT 0,
    "evidence_kind" "evidence_kind" NOT NULL,
    "lines" JSONB NOT NULL,
    "hold_days" INTEGER NOT NULL,
    "matures_at" TIMESTAMPTZ(3),
    "posting_number" INTEGER NOT NULL DEFAULT 0,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commissions_pkey" PRIMARY KEY ("shop_id","order_id","creator_id")
);

-- CreateTable
CREATE TABLE "credit_series" (
    "shop_id" INTEGER NOT NULL,
    "offer_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "order_id" BIGINT NOT NULL,
    "net_sales_minor" BIGINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "month_net_sales_minor" BIGINT NOT NULL,
    "month_amount_minor" BIGINT NOT NULL,
    "month_orders" INTEGER NOT NULL,
    "total_net_sales_minor" BIGINT NOT NULL,
    "total_amount_minor" BIGINT NOT NULL,
    "total_orders" INTEGER NOT NULL,
    "offer_amount_minor" BIGINT NOT NULL,

    CONSTRAINT "credit_series_pkey" PRIMARY KEY ("shop_id","offer_id","creator_id","position")
);

-- CreateTable
CREATE TABLE "transfers" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "creator_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "from_account" "account_kind" NOT NULL,
    "to_account" "account_kind" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "kind" "transfer_kind" NOT NULL,
    "reason" TEXT NOT NULL,
    "order_id" BIGINT,
    "payout_id" UUID,
    "actor" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "account_balances" (
    "shop_id" INTEGER NOT NULL,
    "creator_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "account" "account_kind" NOT NULL,
    "balance_minor" BIGINT NOT NULL,

    CONSTRAINT "account_balances_pkey" PRIMARY KEY ("shop_id","creator_id","currency","account")
);

-- CreateTable
CREATE TABLE "offers" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "offer_status" NOT NULL DEFAULT 'draft',
    "auto_approve" BOOLEAN NOT NULL DEFAULT false,
    "notice_days" INTEGER NOT NULL DEFAULT 30,
    "current_version_id" UUID,
    "shopify_discount_gid" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "offer_versions" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "offer_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rule" JSONB NOT NULL,
    "shopper_terms" JSONB NOT NULL DEFAULT '{}',
    "attribution_window_days" INTEGER NOT NULL DEFAULT 30,
    "hold_days" INTEGER NOT NULL DEFAULT 30,
    "effective_from" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "rule_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offer_versions_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "mail_outbox" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "message_ciphertext" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "mail_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_findings" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "shop_id" INTEGER,
    "invariant" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_log" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_log_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(6),
    "api_version" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" BYTEA NOT NULL,
    "encoding" TEXT NOT NULL DEFAULT 'zstd',
    "state" "inbox_state" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_states" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "facts" JSONB NOT NULL,
    "customer_key" TEXT,
    "processed_at" TIMESTAMPTZ(3) NOT NULL,
    "counts_for_customer" BOOLEAN NOT NULL DEFAULT true,
    "seen_paid_at" TIMESTAMPTZ(3),
    "first_settled_at" TIMESTAMPTZ(3),
    "kept_position" BIGINT,
    "held_reason" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_states_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "verdicts" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "credited" JSONB NOT NULL,
    "rejected" JSONB NOT NULL,
    "explanation" JSONB NOT NULL,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verdicts_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "partnership_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "kind" "evidence_kind" NOT NULL,
    "clicked_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "applications" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "offer_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "state" "application_state" NOT NULL DEFAULT 'submitted',
    "message" TEXT NOT NULL DEFAULT '',
    "decision_reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "accepted_version_id" UUID NOT NULL,
    "accepted_terms_hash" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "partnerships" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "offer_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "state" "partnership_state" NOT NULL DEFAULT 'active',
    "active_from" TIMESTAMPTZ(3) NOT NULL,
    "active_until" TIMESTAMPTZ(3),
    "ended_for" TEXT,
    "own_rate_bps" INTEGER,
    "accepted_version_id" UUID NOT NULL,
    "accepted_terms_hash" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partnerships_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "referral_codes" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partnership_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "code_folded" TEXT NOT NULL,
    "state" "referral_code_state" NOT NULL DEFAULT 'pending',
    "failure_reason" TEXT,
    "leaked_at" TIMESTAMPTZ(3),
    "shopify_redeem_gid" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referral_codes_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "referral_links" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "partnership_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "destination_path" TEXT NOT NULL DEFAULT '/',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referral_links_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "clicks" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "link_id" UUID NOT NULL,
    "partnership_id" UUID NOT NULL,
    "clicked_at" TIMESTAMPTZ(3) NOT NULL,
    "visitor_hash" BYTEA,
    "sub_id" TEXT,

    CONSTRAINT "clicks_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "payout_batches" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "state" "payout_batch_state" NOT NULL DEFAULT 'draft',
    "created_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batches_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "payouts" (
    "shop_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "batch_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "method" TEXT NOT NULL,
    "reference" TEXT,
    "state" "payout_state" NOT NULL DEFAULT 'draft',
    "failure" TEXT,
    "our_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "payout_skips" (
    "shop_id" INTEGER NOT NULL,
    "batch_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "balance_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "payout_skips_pkey" PRIMARY KEY ("shop_id","batch_id","creator_id","currency")
);

-- CreateIndex
CREATE UNIQUE INDEX "brands_slug_key" ON "brands"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE INDEX "shops_brand_id_idx" ON "shops"("brand_id");

-- CreateIndex
CREATE INDEX "shop_sessions_shop_domain_idx" ON "shop_sessions"("shop_domain");

-- CreateIndex
CREATE UNIQUE INDEX "creators_email_hash_key" ON "creators"("email_hash");

-- CreateIndex
CREATE UNIQUE INDEX "creators_handle_key" ON "creators"("handle");

-- CreateIndex
CREATE INDEX "login_tokens_email_hash_created_at_idx" ON "login_tokens"("email_hash", "created_at");

-- CreateIndex
CREATE INDEX "creator_sessions_creator_id_idx" ON "creator_sessions"("creator_id");

-- CreateIndex
CREATE INDEX "commissions_creator_id_shop_id_idx" ON "commissions"("creator_id", "shop_id");

-- CreateIndex
CREATE INDEX "credit_series_shop_id_offer_id_position_idx" ON "credit_series"("shop_id", "offer_id", "position");

-- CreateIndex
CREATE INDEX "credit_series_shop_id_order_id_idx" ON "credit_series"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "transfers_shop_id_creator_id_currency_id_idx" ON "transfers"("shop_id", "creator_id", "currency", "id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_shop_id_idempotency_key_key" ON "transfers"("shop_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "account_balances_creator_id_idx" ON "account_balances"("creator_id");

-- CreateIndex
CREATE INDEX "offers_status_idx" ON "offers"("status");

-- CreateIndex
CREATE UNIQUE INDEX "offer_versions_shop_id_offer_id_number_key" ON "offer_versions"("shop_id", "offer_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "offer_versions_shop_id_offer_id_id_key" ON "offer_versions"("shop_id", "offer_id", "id");

-- CreateIndex
CREATE INDEX "audit_findings_shop_id_found_at_idx" ON "audit_findings"("shop_id", "found_at");

-- CreateIndex
CREATE INDEX "activity_log_shop_id_at_idx" ON "activity_log"("shop_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_shop_domain_topic_webhook_id_key" ON "inbox"("shop_domain", "topic", "webhook_id");

-- CreateIndex
CREATE INDEX "order_states_shop_id_customer_key_processed_at_order_id_idx" ON "order_states"("shop_id", "customer_key", "processed_at", "order_id");

-- CreateIndex
CREATE INDEX "evidence_creator_id_shop_id_order_id_idx" ON "evidence"("creator_id", "shop_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_shop_id_order_id_partnership_id_kind_key" ON "evidence"("shop_id", "order_id", "partnership_id", "kind");

-- CreateIndex
CREATE INDEX "applications_shop_id_state_created_at_idx" ON "applications"("shop_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "applications_creator_id_idx" ON "applications"("creator_id");

-- CreateIndex
CREATE INDEX "partnerships_creator_id_idx" ON "partnerships"("creator_id");

-- CreateIndex
CREATE INDEX "partnerships_shop_id_offer_id_creator_id_idx" ON "partnerships"("shop_id", "offer_id", "creator_id");

-- CreateIndex
CREATE UNIQUE INDEX "partnerships_shop_id_id_creator_id_key" ON "partnerships"("shop_id", "id", "creator_id");

-- CreateIndex
CREATE UNIQUE INDEX "partnerships_shop_id_id_offer_id_creator_id_key" ON "partnerships"("shop_id", "id", "offer_id", "creator_id");

-- CreateIndex
CREATE INDEX "referral_codes_shop_id_partnership_id_idx" ON "referral_codes"("shop_id", "partnership_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_codes_shop_id_code_folded_key" ON "referral_codes"("shop_id", "code_folded");

-- CreateIndex
CREATE UNIQUE INDEX "referral_links_token_key" ON "referral_links"("token");

-- CreateIndex
CREATE INDEX "referral_links_shop_id_partnership_id_idx" ON "referral_links"("shop_id", "partnership_id");

-- CreateIndex
CREATE INDEX "clicks_shop_id_partnership_id_clicked_at_idx" ON "clicks"("shop_id", "partnership_id", "clicked_at");

-- CreateIndex
CREATE INDEX "payout_batches_shop_id_created_at_idx" ON "payout_batches"("shop_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_our_key_key" ON "payouts"("our_key");

-- CreateIndex
CREATE INDEX "payouts_creator_id_idx" ON "payouts"("creator_id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_shop_id_id_creator_id_currency_amount_minor_key" ON "payouts"("shop_id", "id", "creator_id", "currency", "amount_minor");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_shop_id_batch_id_creator_id_currency_key" ON "payouts"("shop_id", "batch_id", "creator_id", "currency");

-- CreateIndex
CREATE INDEX "payout_skips_creator_id_idx" ON "payout_skips"("creator_id");

-- AddForeignKey
ALTER TABLE "shops" ADD CONSTRAINT "shops_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "creator_sessions" ADD CONSTRAINT "creator_sessions_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_shop_id_partnership_id_offer_id_creator_id_fkey" FOREIGN KEY ("shop_id", "partnership_id", "offer_id", "creator_id") REFERENCES "partnerships"("shop_id", "id", "offer_id", "creator_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_shop_id_offer_id_offer_version_id_fkey" FOREIGN KEY ("shop_id", "offer_id", "offer_version_id") REFERENCES "offer_versions"("shop_id", "offer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_series" ADD CONSTRAINT "credit_series_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_series" ADD CONSTRAINT "credit_series_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_series" ADD CONSTRAINT "credit_series_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_shop_id_payout_id_creator_id_currency_amount_min_fkey" FOREIGN KEY ("shop_id", "payout_id", "creator_id", "currency", "amount_minor") REFERENCES "payouts"("shop_id", "id", "creator_id", "currency", "amount_minor") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_balances" ADD CONSTRAINT "account_balances_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_balances" ADD CONSTRAINT "account_balances_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_shop_id_id_current_version_id_fkey" FOREIGN KEY ("shop_id", "id", "current_version_id") REFERENCES "offer_versions"("shop_id", "offer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_versions" ADD CONSTRAINT "offer_versions_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_findings" ADD CONSTRAINT "audit_findings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_states" ADD CONSTRAINT "order_states_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "order_states"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_shop_id_partnership_id_creator_id_fkey" FOREIGN KEY ("shop_id", "partnership_id", "creator_id") REFERENCES "partnerships"("shop_id", "id", "creator_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applications" ADD CONSTRAINT "applications_shop_id_offer_id_accepted_version_id_fkey" FOREIGN KEY ("shop_id", "offer_id", "accepted_version_id") REFERENCES "offer_versions"("shop_id", "offer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_shop_id_offer_id_fkey" FOREIGN KEY ("shop_id", "offer_id") REFERENCES "offers"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_shop_id_offer_id_accepted_version_id_fkey" FOREIGN KEY ("shop_id", "offer_id", "accepted_version_id") REFERENCES "offer_versions"("shop_id", "offer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_codes" ADD CONSTRAINT "referral_codes_shop_id_partnership_id_fkey" FOREIGN KEY ("shop_id", "partnership_id") REFERENCES "partnerships"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_links" ADD CONSTRAINT "referral_links_shop_id_partnership_id_fkey" FOREIGN KEY ("shop_id", "partnership_id") REFERENCES "partnerships"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clicks" ADD CONSTRAINT "clicks_shop_id_link_id_fkey" FOREIGN KEY ("shop_id", "link_id") REFERENCES "referral_links"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clicks" ADD CONSTRAINT "clicks_shop_id_partnership_id_fkey" FOREIGN KEY ("shop_id", "partnership_id") REFERENCES "partnerships"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_batches" ADD CONSTRAINT "payout_batches_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_shop_id_batch_id_fkey" FOREIGN KEY ("shop_id", "batch_id") REFERENCES "payout_batches"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_skips" ADD CONSTRAINT "payout_skips_shop_id_batch_id_fkey" FOREIGN KEY ("shop_id", "batch_id") REFERENCES "payout_batches"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_skips" ADD CONSTRAINT "payout_skips_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------------------------------------
-- From here on by hand: what Prisma's schema cannot say. Prisma's drift check does not look at it;
-- tests/integration/database does.
-- ---------------------------------------------------------------------------------------------------------

-- Partial indexes ------------------------------------------------------------------------------------------

-- One open application per creator and offer; one partnership that has not ended.
CREATE UNIQUE INDEX "applications_open_key" ON "applications" ("shop_id", "offer_id", "creator_id") WHERE "state" = 'submitted';
CREATE UNIQUE INDEX "partnerships_live_key" ON "partnerships" ("shop_id", "offer_id", "creator_id") WHERE "state" <> 'ended';

-- What waits, and nothing else, so that they stay small however much is done.
CREATE INDEX "inbox_pending_idx" ON "inbox" ("id") WHERE "state" = 'pending';
CREATE INDEX "inbox_aside_idx" ON "inbox" ("shop_id", "id") WHERE "state" = 'aside';
CREATE INDEX "commissions_maturing_idx" ON "commissions" ("matures_at") WHERE "matured_minor" <> "amount_minor" AND "matures_at" IS NOT NULL;
CREATE INDEX "order_states_held_idx" ON "order_states" ("held_until") WHERE "held_reason" IS NOT NULL;
CREATE INDEX "mail_outbox_unsent_idx" ON "mail_outbox" ("id") WHERE "sent_at" IS NULL;
CREATE INDEX "transfers_order_idx" ON "transfers" ("shop_id", "order_id") WHERE "order_id" IS NOT NULL;

-- A payout starts, is confirmed, fails, returns at most once each.
CREATE UNIQUE INDEX "transfers_payout_step_key" ON "transfers" ("shop_id", "payout_id", "kind") WHERE "payout_id" IS NOT NULL;

-- Checks on values -------------------------------------------------------------------------------------------

ALTER TABLE "shops"
  ADD CONSTRAINT "shops_domain_is_folded" CHECK ("domain" = lower("domain")),
  ADD CONSTRAINT "shops_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "shops_api_status_is_known" CHECK ("api_status" IN ('ok', 'unauthorized', 'unreachable'));

ALTER TABLE "offers" ADD CONSTRAINT "offers_notice_not_negative" CHECK ("notice_days" >= 0);

ALTER TABLE "offer_versions"
  ADD CONSTRAINT "offer_versions_number_positive" CHECK ("number" > 0),
  ADD CONSTRAINT "offer_versions_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "offer_versions_days_not_negative" CHECK ("attribution_window_days" >= 0 AND "hold_days" >= 0),
  ADD CONSTRAINT "offer_versions_published_has_start" CHECK ("published_at" IS NULL OR "effective_from" IS NOT NULL);

ALTER TABLE "creators" ADD CONSTRAINT "creators_handle_is_folded" CHECK ("handle" = lower("handle"));

ALTER TABLE "applications" ADD CONSTRAINT "applications_decision_is_whole"
  CHECK ("state" NOT IN ('approved', 'declined') OR ("decided_by" IS NOT NULL AND "decided_at" IS NOT NULL));
ALTER TABLE "applications" ADD CONSTRAINT "applications_declined_has_reason"
  CHECK ("state" <> 'declined' OR "decision_reason" IS NOT NULL);

ALTER TABLE "partnerships"
  ADD CONSTRAINT "partnerships_rate_in_range" CHECK ("own_rate_bps" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "partnerships_ended_has_end" CHECK ("state" <> 'ended' OR "active_until" IS NOT NULL),
  ADD CONSTRAINT "partnerships_ends_after_start" CHECK ("active_until" >= "active_from");

ALTER TABLE "referral_codes"
  ADD CONSTRAINT "referral_codes_not_empty" CHECK (length("code") BETWEEN 1 AND 255),
  ADD CONSTRAINT "referral_codes_folded" CHECK ("code_folded" = lower(trim("code_folded")));

ALTER TABLE "referral_links"
  ADD CONSTRAINT "referral_links_token_shape" CHECK ("token" ~ '^[A-Za-z0-9_-]+$'),
  -- Not `//host`: a destination stays on the shop's own domain.
  ADD CONSTRAINT "referral_links_path_is_local" CHECK ("destination_path" ~ '^/([^/\\]|$)');

ALTER TABLE "inbox" ADD CONSTRAINT "inbox_encoding_is_known" CHECK ("encoding" IN ('zstd', 'identity'));
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_aside_has_reason" CHECK ("state" <> 'aside' OR "reason" IS NOT NULL);

ALTER TABLE "order_states" ADD CONSTRAINT "order_states_hold_ends"
  CHECK ("held_reason" IS NULL OR "held_until" IS NOT NULL);

ALTER TABLE "commissions"
  ADD CONSTRAINT "commissions_amounts_in_range" CHECK ("amount_minor" >= 0 AND "matured_minor" >= 0),
  ADD CONSTRAINT "commissions_counters_not_negative" CHECK ("posting_number" >= 0 AND "hold_days" >= 0);

ALTER TABLE "payouts" ADD CONSTRAINT "payouts_amount_positive" CHECK ("amount_minor" > 0);
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_failure_is_told" CHECK ("state" NOT IN ('failed', 'returned') OR "failure" IS NOT NULL);

-- The ledger -------------------------------------------------------------------------------------------------

ALTER TABLE "transfers"
  ADD CONSTRAINT "transfers_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "transfers_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "transfers_kind_allows_accounts" CHECK (
    CASE "kind"
      WHEN 'accrual' THEN "from_account" = 'expense' AND "to_account" = 'pending'
      WHEN 'adjustment' THEN
        ("from_account" = 'expense' AND "to_account" IN ('pending', 'payable'))
        OR ("from_account" IN ('pending', 'payable') AND "to_account" = 'expense')
      WHEN 'release' THEN "from_account" = 'pending' AND "to_account" = 'payable'
      WHEN 'review_held' THEN "from_account" = 'payable' AND "to_account" = 'pending'
      WHEN 'review_lifted' THEN "from_account" = 'pending' AND "to_account" = 'payable'
      WHEN 'bonus' THEN "from_account" = 'expense' AND "to_account" = 'pending'
      WHEN 'bounty' THEN "from_account" = 'expense' AND "to_account" = 'pending'
      WHEN 'manual' THEN
        ("from_account" = 'expense' AND "to_account" = 'payable') OR ("from_account" = 'payable' AND "to_account" = 'expense')
      WHEN 'payout_started' THEN "from_account" = 'payable' AND "to_account" = 'in_transit'
      WHEN 'payout_confirmed' THEN "from_account" = 'in_transit' AND "to_account" = 'paid'
      WHEN 'payout_failed' THEN "from_account" = 'in_transit' AND "to_account" = 'payable'
      WHEN 'payout_returned' THEN "from_account" = 'paid' AND "to_account" = 'payable'
      WHEN 'write_off' THEN "from_account" = 'expense' AND "to_account" = 'payable'
      ELSE false
    END
  ),
  ADD CONSTRAINT "transfers_order_is_named" CHECK ("kind" NOT IN ('accrual', 'adjustment') OR "order_id" IS NOT NULL),
  ADD CONSTRAINT "transfers_payout_is_named" CHECK (
    ("kind" IN ('payout_started', 'payout_confirmed', 'payout_failed', 'payout_returned')) = ("payout_id" IS NOT NULL)
  ),
  ADD CONSTRAINT "transfers_person_is_named" CHECK ("kind" <> 'manual' OR "actor" IS NOT NULL),
  ADD CONSTRAINT "transfers_reason_is_told" CHECK ("reason" <> '');

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'RF001', HINT = 'Post a further row that corrects it.';
END $$;

CREATE TRIGGER "transfers_append_only" BEFORE UPDATE OR DELETE ON "transfers" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "transfers_no_truncate" BEFORE TRUNCATE ON "transfers" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "credit_series_append_only" BEFORE UPDATE OR DELETE ON "credit_series" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "credit_series_no_truncate" BEFORE TRUNCATE ON "credit_series" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
-- Clicks may be deleted once no order can need them, but a click is never another one later.
CREATE TRIGGER "clicks_never_change" BEFORE UPDATE ON "clicks" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Balances follow the transfers, whoever posts them. The accounts are locked in one order, so that any number
-- of statements that post to the same accounts wait for each other instead of deadlocking.
-- That none falls below zero is tested on what comes out: a CHECK on the table would also be asked about the row
-- that ON CONFLICT proposes, which is the change, not the balance.
-- Adjustments, manuals and returns alone may leave payable below zero: a payout may not.
CREATE FUNCTION "keep_balances"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  overdrawn record;
BEGIN
  WITH moved AS (
    INSERT INTO account_balances AS kept (shop_id, creator_id, currency, account, balance_minor)
    SELECT shop_id, creator_id, currency, account, sum(change)
    FROM (
      SELECT shop_id, creator_id, currency, from_account AS account, -amount_minor AS change FROM posted
      UNION ALL
      SELECT shop_id, creator_id, currency, to_account, amount_minor FROM posted
    ) AS changes
    GROUP BY shop_id, creator_id, currency, account
    ORDER BY shop_id, creator_id, currency, account
    ON CONFLICT (shop_id, creator_id, currency, account) DO UPDATE
      SET balance_minor = kept.balance_minor + excluded.balance_minor
    RETURNING kept.*
  )
  SELECT * INTO overdrawn FROM moved
  WHERE balance_minor < 0 AND (
    account IN ('pending', 'in_transit', 'paid')
    OR (account = 'payable' AND EXISTS (
      SELECT FROM posted
      WHERE posted.kind = 'payout_started' AND posted.shop_id = moved.shop_id
        AND posted.creator_id = moved.creator_id AND posted.currency = moved.currency
    ))
  )
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the % balance of creator % would fall to % minor units of %',
      overdrawn.account, overdrawn.creator_id, overdrawn.balance_minor, overdrawn.currency
      USING ERRCODE = 'check_violation', CONSTRAINT = 'account_balances_not_below_zero', TABLE = 'account_balances';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "transfers_keep_balances" AFTER INSERT ON "transfers"
  REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION "keep_balances"();

-- At depth 1 a statement of ours wrote to the balances; deeper, the trigger above did.
CREATE FUNCTION "refuse_direct_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    RAISE EXCEPTION '% of % is refused: balances follow the transfers', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'RF001', HINT = 'Post a transfer.';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "account_balances_follow" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "account_balances"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_direct_change"();

-- Offer versions ---------------------------------------------------------------------------------------------

CREATE FUNCTION "refuse_change_once_published"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION '% of offer version % is refused: it is published', TG_OP, OLD.id
      USING ERRCODE = 'RF001', HINT = 'Publish a new version.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER "offer_versions_immutable" BEFORE UPDATE OR DELETE ON "offer_versions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_once_published"();

-- Payouts ----------------------------------------------------------------------------------------------------

CREATE FUNCTION "guard_payout"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      RAISE EXCEPTION 'a payout begins as draft, not as %', NEW.state USING ERRCODE = 'RF001';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.batch_id, OLD.creator_id, OLD.currency, OLD.amount_minor, OLD.our_key)
     IS DISTINCT FROM (NEW.batch_id, NEW.creator_id, NEW.currency, NEW.amount_minor, NEW.our_key) THEN
    RAISE EXCEPTION 'payout %: whom, how much and our key never change', OLD.id USING ERRCODE = 'RF001';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('draft', 'approved'), ('draft', 'failed'),
    ('approved', 'submitted'), ('approved', 'failed'),
    ('submitted', 'unknown'), ('submitted', 'paid'), ('submitted', 'failed'),
    ('unknown', 'submitted'), ('unknown', 'paid'), ('unknown', 'failed'),
    ('paid', 'returned')
  ) THEN
    RAISE EXCEPTION 'payout %: % does not become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'RF001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "payouts_guarded" BEFORE INSERT OR UPDATE ON "payouts" FOR EACH ROW EXECUTE FUNCTION "guard_payout"();
