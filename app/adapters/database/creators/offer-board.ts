import { instantOf, instantOrNull, isUuid, pageOf, type Db } from "../db.ts";
import { Prisma, type ApplicationState } from "../generated/client.ts";
import type { OfferBoard, OpenOffer } from "#app/services/ports/creator-offers.ts";
import { termsOf } from "./terms-of.ts";

type Row = {
  shop_id: number;
  id: string;
  name: string;
  description: string;
  status: string;
  notice_days: number;
  auto_approve: boolean;
  created_at: Date;
  brand_name: string;
  brand_slug: string;
  shop_domain: string;
  time_zone: string;
  installed: boolean;
  version_id: string;
  number: number;
  currency: string;
  rule: Prisma.JsonValue;
  shopper_terms: Prisma.JsonValue;
  attribution_window_days: number;
  hold_days: number;
  rule_hash: string;
  effective_from: Date;
  application_id: string | null;
  application_state: ApplicationState | null;
  application_created_at: Date | null;
  application_decided_at: Date | null;
  decision_reason: string | null;
  partnership_id: string | null;
};

/** An offer with its newest published terms, its brand, and what one creator has to do with it. */
const offersSeenBy = (creatorId: string) => Prisma.sql`
  SELECT o.shop_id, o.id, o.name, o.description, o.status, o.notice_days, o.auto_approve, o.created_at,
    b.name AS brand_name, b.slug AS brand_slug, coalesce(s.primary_domain, s.domain) AS shop_domain,
    s.iana_timezone AS time_zone, s.uninstalled_at IS NULL AS installed,
    v.id AS version_id, v.number, v.currency, v.rule, v.shopper_terms, v.attribution_window_days, v.hold_days,
    v.rule_hash, v.effective_from,
    a.id AS application_id, a.state AS application_state, a.created_at AS application_created_at,
    a.decided_at AS application_decided_at, a.decision_reason, p.id AS partnership_id
  FROM offers o
  JOIN offer_versions v ON v.shop_id = o.shop_id AND v.offer_id = o.id AND v.id = o.current_version_id
  JOIN shops s ON s.id = o.shop_id
  JOIN brands b ON b.id = s.brand_id
  LEFT JOIN LATERAL (
    SELECT * FROM applications a
    WHERE a.shop_id = o.shop_id AND a.offer_id = o.id AND a.creator_id = ${creatorId}::uuid
    ORDER BY a.created_at DESC, a.id DESC LIMIT 1
  ) a ON true
  LEFT JOIN partnerships p
    ON p.shop_id = o.shop_id AND p.offer_id = o.id AND p.creator_id = ${creatorId}::uuid AND p.state <> 'ended'`;

export function createOfferBoard(db: Db): OfferBoard {
  const get = async (creatorId: string, offerId: string): Promise<OpenOffer | null> => {
    if (!isUuid(offerId)) return null;
    const rows = await db.$queryRaw<Row[]>`${offersSeenBy(creatorId)} WHERE o.id = ${offerId}::uuid`;
    const offer = rows[0] === undefined ? null : read(rows[0]);
    if (offer === null) return null;
    const mine = offer.mine.application !== null || offer.mine.partnershipId !== null;
    return offer.open || mine ? offer : null;
  };

  return {
    async list(creatorId, { text, savingOnly }, { after, limit }) {
      const like = text === "" ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
      const cursor = after !== null && isUuid(after) ? after : null;
      const rows = await db.$queryRaw<Row[]>`
        ${offersSeenBy(creatorId)}
        WHERE o.status = 'live' AND s.uninstalled_at IS NULL
          AND (${like}::text IS NULL OR o.name ILIKE ${like} OR b.name ILIKE ${like} OR o.description ILIKE ${like})
          AND (NOT ${savingOnly} OR v.shopper_terms <> '{}'::jsonb)
          AND (${cursor}::uuid IS NULL
            OR (o.created_at, o.id) < (SELECT created_at, id FROM offers WHERE id = ${cursor}::uuid LIMIT 1))
        ORDER BY o.created_at DESC, o.id DESC
        LIMIT ${limit + 1}`;
      return pageOf(rows, limit, read, (row) => row.id);
    },

    get,

    async lock(creatorId, offerId) {
      if (!isUuid(offerId)) return null;
      await db.$queryRaw`SELECT 1 FROM offers WHERE id = ${offerId}::uuid FOR SHARE`;
      return get(creatorId, offerId);
    },
  };
}

const read = (row: Row): OpenOffer => ({
  shopId: row.shop_id,
  id: row.id,
  name: row.name,
  description: row.description,
  brandName: row.brand_name,
  brandSlug: row.brand_slug,
  shopDomain: row.shop_domain,
  timeZone: row.time_zone,
  noticeDays: row.notice_days,
  autoApprove: row.auto_approve,
  open: row.status === "live" && row.installed,
  version: {
    ...termsOf({
      id: row.version_id,
      currency: row.currency,
      rule: row.rule,
      shopperTerms: row.shopper_terms,
      attributionWindowDays: row.attribution_window_days,
      holdDays: row.hold_days,
    }),
    id: row.version_id,
    number: row.number,
    termsHash: row.rule_hash,
    effectiveFrom: instantOf(row.effective_from),
  },
  mine: { application: application(row), partnershipId: row.partnership_id },
});

function application(row: Row): OpenOffer["mine"]["application"] {
  if (row.application_id === null || row.application_state === null || row.application_created_at === null) return null;
  return {
    id: row.application_id,
    state: row.application_state,
    createdAt: instantOf(row.application_created_at),
    decidedAt: instantOrNull(row.application_decided_at),
    decisionReason: row.decision_reason,
  };
}
