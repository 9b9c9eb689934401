import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Fix } from "#app/services/capture/self-test/admin-links.ts";

const badges = {
  good: { tone: "success", text: "Works" },
  unpaid: { tone: "info", text: "Works, unpaid" },
  bad: { tone: "critical", text: "To mend" },
  not_seen_yet: { tone: "attention", text: "Not seen yet" },
} as const;

type Props = { title: string; state: keyof typeof badges; said: string; children?: ReactNode };

/** One thing that was tested: green or not, in words, and below it what mends it. */
export function CheckRow({ title, state, said, children }: Props) {
  const badge = badges[state];
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Badge tone={badge.tone}>{badge.text}</Badge>
      </InlineStack>
      <Text as="p">{said}</Text>
      {children}
    </BlockStack>
  );
}

/** Pages of the admin open beside the app, our own within it. */
export const FixLink = ({ fix }: { fix: Fix }) => (
  <Text as="p">
    <Link url={fix.url} {...(fix.url.startsWith("/") ? {} : { target: "_blank" })}>
      {fix.label}
    </Link>
  </Text>
);
