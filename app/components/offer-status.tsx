import { Badge, InlineStack } from "@shopify/polaris";
import type { OfferStatus } from "#app/services/ports/offers.ts";

const shown = {
  draft: { tone: "info", text: "Draft" },
  live: { tone: "success", text: "Live" },
  paused: { tone: "attention", text: "Paused" },
  ended: { tone: undefined, text: "Ended" },
} as const;

export function OfferStatusBadge({ status, hasDraft = false }: { status: OfferStatus; hasDraft?: boolean }) {
  const { tone, text } = shown[status];
  return (
    <InlineStack gap="100">
      <Badge {...(tone === undefined ? {} : { tone })}>{text}</Badge>
      {hasDraft && status !== "draft" ? <Badge tone="info">Unpublished changes</Badge> : null}
    </InlineStack>
  );
}
