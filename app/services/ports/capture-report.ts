import type { EvidenceKind } from "#app/domain/attribution/evidence.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { FunnelStep } from "./capture.ts";

/** Which doors captured a shop's orders, tests left out, and what was seen and not credited. Amounts in the shop's currency. */
export type CaptureReport = {
  readonly doors: readonly { readonly kind: EvidenceKind; readonly orders: number; readonly commissionMinor: bigint }[];
  /** Evidence that lost, by kind and reason. */
  readonly notCredited: readonly { readonly kind: EvidenceKind; readonly reason: string; readonly orders: number }[];
  readonly orders: number;
  readonly surveyAnswers: number;
  readonly receipts: number;
  /** Visits that took each step, and how many of them came by a link. */
  readonly funnel: readonly { readonly step: FunnelStep["step"]; readonly visits: number; readonly linked: number }[];
};

export type CaptureReports = {
  since(shopId: number, since: Instant): Promise<CaptureReport>;
  /** When the newest order that reached us was placed. */
  newestOrder(shopId: number): Promise<Instant | null>;
};

/** The web pixel of a shop, as Shopify knows it. */
export type PixelPort = {
  settings(shopDomain: string): Promise<string | null>;
  /** @throws Error when Shopify refuses, with its reason */
  activate(shopDomain: string, settings: Readonly<Record<string, string>>): Promise<void>;
};
