-- The inbox becomes partitioned by the day a delivery came, so that old ones go by dropping a table.
-- Its unique key moves to a small table of its own, since a partitioned table's key must hold the day.

ALTER TABLE "inbox" RENAME TO "inbox_before";
ALTER TABLE "inbox_before" RENAME CONSTRAINT "inbox_pkey" TO "inbox_before_pkey";
ALTER SEQUENCE "inbox_id_seq" RENAME TO "inbox_before_id_seq";
DROP INDEX "inbox_pending_idx";
DROP INDEX "inbox_aside_idx";

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shop_id" INTEGER,
    "shop_domain" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "triggered_at" TIMESTAMPTZ(6),
    "api_version" TEXT,
    "body" BYTEA NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL DEFAULT 'zstd',
    "state" "inbox_state" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "order_id" BIGINT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id","received_at")
) PARTITION BY RANGE ("received_at");

-- CreateTable
CREATE TABLE "deliveries_seen" (
    "key" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deliveries_seen_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "visitor_salts" (
    "day" DATE NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "visitor_salts_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "privacy_requests" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "request_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "report" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "deliveries_seen_seen_at_idx" ON "deliveries_seen" USING BRIN ("seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_requests_shop_id_kind_request_key_key" ON "privacy_requests"("shop_id", "kind", "request_key");

-- AddForeignKey
ALTER TABLE "privacy_requests" ADD CONSTRAINT "privacy_requests_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------
-- By hand: what Prisma's schema cannot say.
-- ---------------------------------------------------------------------------------------------------------

-- A body is compressed before it comes: Postgres need not try again.
ALTER TABLE "inbox" ALTER COLUMN "body" SET STORAGE EXTERNAL;

ALTER TABLE "inbox"
  ADD CONSTRAINT "inbox_encoding_is_known" CHECK ("encoding" IN ('zstd', 'zstd+1', 'identity', 'erased')),
  ADD CONSTRAINT "inbox_aside_has_reason" CHECK ("state" <> 'aside' OR "reason" IS NOT NULL);

CREATE INDEX "inbox_pending_idx" ON "inbox" ("id") WHERE "state" = 'pending';
CREATE INDEX "inbox_aside_idx" ON "inbox" ("shop_id", "id") WHERE "state" = 'aside';

-- Days get their partitions ahead of time (app/adapters/database/inbox/partitions.ts); nothing is refused without one.
CREATE TABLE "inbox_default" PARTITION OF "inbox" DEFAULT;

-- What is there already. The size before compression was not kept: what is stored stands for it.
INSERT INTO "deliveries_seen" ("key", "seen_at")
SELECT encode(substring(sha256(convert_to("shop_domain", 'UTF8') || '\x00' || convert_to("topic", 'UTF8') || '\x00' || convert_to("webhook_id", 'UTF8') || '\x00') FROM 1 FOR 16), 'hex')::uuid, "received_at"
FROM "inbox_before";

INSERT INTO "inbox" ("id", "received_at", "shop_id", "shop_domain", "topic", "webhook_id", "event_id", "triggered_at", "api_version",
  "body", "body_bytes", "encoding", "state", "attempts", "reason", "done_at")
SELECT "id", "received_at", "shop_id", "shop_domain", "topic", "webhook_id", "event_id", "triggered_at", "api_version",
  "body", octet_length("body"), "encoding", "state", "attempts", "reason", "done_at"
FROM "inbox_before";

SELECT setval('inbox_id_seq', greatest((SELECT last_value FROM "inbox_before_id_seq"), 1), (SELECT is_called FROM "inbox_before_id_seq"));
DROP TABLE "inbox_before";
