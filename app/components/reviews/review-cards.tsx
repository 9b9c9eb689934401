import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { type ReviewDecision, isUnderReview } from "#app/domain/review/review.ts";
import type { OrderExplained } from "#app/services/ports/order-views.ts";
import { useToast } from "../use-toast.ts";
import { reviewToBrand } from "./review-words.ts";

type Review = OrderExplained["reviews"][number];
type Answer = { kind: "decided" | "refused"; message: string; isError: boolean };
type Props = { orderId: string; reviews: Review[]; now: Instant; timeZone: string };

/** What makes the order look like a creator's own, until when that holds their commission, and what the brand says of it. */
export const ReviewCards = ({ reviews, ...shown }: Props) =>
  reviews.map((review) => <ReviewCard key={review.creatorId} review={review} {...shown} />);

function ReviewCard({ orderId, review, now, timeZone }: Omit<Props, "reviews"> & { review: Review }) {
  const fetcher = useFetcher<Answer>();
  const [asking, setAsking] = useState(false);
  useToast(fetcher.data);

  const decide = (decision: ReviewDecision) =>
    fetcher.submit(
      { creatorId: review.creatorId, decision },
      { method: "post", action: `/app/orders/${orderId}/review` },
    );
  const running = isUnderReview(review, now);
  const busy = fetcher.state !== "idle";
  const { badge, text } = reviewToBrand(review, now, timeZone);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Review: is it {review.creatorName}&rsquo;s own order?
          </Text>
          {running ? <Badge tone="attention">{badge}</Badge> : <Badge>{badge}</Badge>}
        </InlineStack>
        <Text as="p">{text}</Text>
        {running || review.decision === "own_order" ? (
          <ButtonGroup>
            <Button onClick={() => decide("pay")} loading={busy} variant={running ? "primary" : "secondary"}>
              {running ? "Pay it" : "Pay it after all"}
            </Button>
            {running ? (
              <Button onClick={() => setAsking(true)} disabled={busy} tone="critical">
                It is their own order
              </Button>
            ) : null}
          </ButtonGroup>
        ) : null}
      </BlockStack>
      <Modal
        open={asking}
        onClose={() => setAsking(false)}
        title={`Pay ${review.creatorName} nothing for this order?`}
        primaryAction={{
          content: "It is their own order",
          destructive: true,
          onAction: () => {
            setAsking(false);
            decide("own_order");
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            Own orders never earn: the commission is taken back, and {review.creatorName} is shown this decision with
            its reason. You can still decide to pay it later.
          </Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}
