-- What the extensions of the storefront and the checkout leave with us.
CREATE TABLE "order_receipts" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_receipts_pkey" PRIMARY KEY ("shop_id","order_id")
);
CREATE UNIQUE INDEX "order_receipts_shop_id_code_key" ON "order_receipts"("shop_id", "code");

CREATE TABLE "survey_answers" (
    "shop_id" INTEGER NOT NULL,
    "order_id" BIGINT NOT NULL,
    "partnership_id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_answers_pkey" PRIMARY KEY ("shop_id","order_id")
);

CREATE TABLE "funnel_steps" (
    "shop_id" INTEGER NOT NULL,
    "visit" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "token" TEXT,
    "product_id" BIGINT,
    "order_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "funnel_steps_pkey" PRIMARY KEY ("shop_id","visit","step")
);
CREATE INDEX "funnel_steps_shop_id_at_idx" ON "funnel_steps"("shop_id", "at");

ALTER TABLE "order_receipts" ADD CONSTRAINT "order_receipts_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_shop_id_partnership_id_creator_id_fkey" FOREIGN KEY ("shop_id", "partnership_id", "creator_id") REFERENCES "partnerships"("shop_id", "id", "creator_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "funnel_steps" ADD CONSTRAINT "funnel_steps_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "order_receipts"
  ADD CONSTRAINT "order_receipts_code_is_short" CHECK ("code" ~ '^[0-9A-HJKMNP-TV-Z]{4,8}$');
ALTER TABLE "funnel_steps"
  ADD CONSTRAINT "funnel_steps_step_is_known" CHECK ("step" IN ('page_viewed', 'product_viewed', 'product_added_to_cart', 'checkout_started', 'checkout_completed'));
