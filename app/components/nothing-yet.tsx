import { EmptyState } from "@shopify/polaris";
import type { ReactNode } from "react";

type Props = { heading: string; children: ReactNode; action?: { content: string; url: string } };

/** Polaris asks for a picture; ours is blank, so that an empty page stays light. */
const blank = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E";

/** An empty list that says what will be here, and how to get there. */
export function NothingYet({ heading, children, action }: Props) {
  return (
    <EmptyState heading={heading} image={blank} {...(action === undefined ? {} : { action })}>
      <p>{children}</p>
    </EmptyState>
  );
}
