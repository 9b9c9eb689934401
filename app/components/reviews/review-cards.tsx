import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { isUnderReview } from "#app/domain/review/review.ts";
import type { OrderExplained } from "#app/services/ports/order-views.ts";
import { type Ask, AskModal, reasonField } from "../creator-page/ask-modal.tsx";
import type { Answer } from "../creator-page/read-forms.ts";
import { useToast } from "../use-toast.ts";
import { reviewToBrand } from "./review-words.ts";

type Review = OrderExplained["reviews"][number];
type Props = { orderId: string; reviews: Review[]; now: Instant; timeZone: string };

/** What makes the order look like a creator's own, until when that holds their commission, and what the brand says of it. */
export const ReviewCards = ({ reviews, ...shown }: Props) =>
  reviews.map((review) => <ReviewCard key={review.creatorId} review={review} {...shown} />);

function ReviewCard({ orderId, review, now, timeZone }: Omit<Props, "reviews"> & { review: Review }) {
  const fetcher = useFetcher<Answer>();
  const [asking, setAsking] = useState(false);
  useToast(useMemo(() => toastOf(fetcher.data), [fetcher.data]));

  const action = `/app/orders/${orderId}/review`;
  const pay = () => fetcher.submit({ creatorId: review.creatorId, decision: "pay" }, { method: "post", action });
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
            <Button onClick={pay} loading={busy} variant={running ? "primary" : "secondary"}>
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
      {asking ? <AskModal ask={ownOrderAsk(review, action)} close={() => setAsking(false)} /> : null}
    </Card>
  );
}

const ownOrderAsk = ({ creatorId, creatorName }: Review, action: string): Ask => ({
  title: `Pay ${creatorName} nothing for this order?`,
  text: "Own orders never earn: the commission is taken back. You can still decide to pay it later.",
  action,
  fixed: { creatorId, decision: "own_order" },
  fields: [{ ...reasonField, help: `${creatorName} reads it. Do not write who the shopper is.` }],
  button: "It is their own order",
  destructive: true,
});

/** Nothing but the two buttons can be wrong here, so what is refused has no field. */
function toastOf(answer: Answer | undefined) {
  if (answer?.kind === "done") return answer;
  return answer === undefined ? null : { message: Object.values(answer.problems).join(" "), isError: true };
}
