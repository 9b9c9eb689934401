import { Form, useFetcher, useNavigation, useSubmit } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useRef, useState } from "react";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OfferStatus } from "#app/services/ports/offers.ts";
import type { OfferView } from "#app/services/offers/view-offer.ts";
import type { OfferFormValues } from "../offer-form/form-values.ts";
import { OfferFormFields } from "../offer-form/offer-form.tsx";
import type { OfferFormErrors } from "../offer-form/read-offer-form.ts";
import { OfferStatusBadge } from "../offer-status.tsx";
import { usePolling } from "../use-polling.ts";
import { useToast } from "../use-toast.ts";
import { OfferBanners } from "./offer-banners.tsx";
import { PreviewCard } from "./preview-card.tsx";

export type EditedOffer = {
  id: string;
  name: string;
  status: OfferStatus;
  seen: Instant;
  values: OfferFormValues;
  currency: string;
  timeZone: string;
  versions: { draft: number | null; inForce: number | null; announcedFrom: Instant | null };
  draftStart: { effectiveFrom: Instant; notice: boolean } | null;
  noticeFixed: boolean;
  discount: OfferView["discount"];
  budget: OfferView["budget"];
};

type Outcome = { message: string; isError: boolean };

/** An offer's own page: its draft in a form, what it would have cost, and what can be done with it. */
export function OfferEditor({ offer, errors }: { offer: EditedOffer; errors: OfferFormErrors }) {
  const [values, setValues] = useState(offer.values);
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  const saving = useNavigation().state === "submitting";
  const doing = useFetcher<Outcome>();
  useToast(doing.data);
  usePolling(offer.discount === "pending" ? 2_000 : null);

  const dirty = JSON.stringify(values) !== JSON.stringify(offer.values);
  const act = (path: "publish" | "status", fields: Record<string, string> = {}) =>
    doing.submit(fields, { method: "post", action: `/app/offers/${offer.id}/${path}` });
  const save = () => submit(form.current);

  return (
    <Page
      title={offer.name}
      titleMetadata={<OfferStatusBadge status={offer.status} hasDraft={offer.versions.draft !== null} />}
      backAction={{ url: "/app/offers", content: "Offers" }}
      primaryAction={{
        content: "Publish",
        disabled: dirty || offer.versions.draft === null || offer.status === "ended",
        loading: doing.state !== "idle",
        helpText: dirty ? "Save the draft first" : undefined,
        onAction: () => act("publish"),
      }}
      secondaryActions={statusActions(offer.status, (to) => act("status", { to }))}
    >
      <SaveBar id="offer-draft" open={dirty}>
        <button variant="primary" onClick={save} {...(saving ? { loading: "" } : {})}>
          Save
        </button>
        <button onClick={() => setValues(offer.values)}>Discard</button>
      </SaveBar>
      <BlockStack gap="400">
        <OfferBanners offer={offer} />
        <Form method="post" ref={form}>
          <input type="hidden" name="seen" value={offer.seen} />
          <OfferFormFields
            values={values}
            errors={errors}
            change={(changed) => setValues((known) => ({ ...known, ...changed }))}
            currency={offer.currency}
            noticeFixed={offer.noticeFixed}
          />
        </Form>
        <PreviewCard offerId={offer.id} form={form} />
      </BlockStack>
    </Page>
  );
}

function statusActions(status: OfferStatus, set: (to: "live" | "paused" | "ended") => void) {
  const pause = { content: "Pause", onAction: () => set("paused") };
  const resume = { content: "Resume", onAction: () => set("live") };
  const end = { content: "End the offer", destructive: true, onAction: () => set("ended") };
  if (status === "live") return [pause, end];
  return status === "paused" ? [resume, end] : [];
}
