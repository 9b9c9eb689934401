import { FormLayout, Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { plural } from "../format.ts";

type Props = { open: boolean; count: number; close: () => void; decline: (reason: string) => void };

/** Nobody is declined without a reason: the creator reads it. */
export function DeclineModal({ open, count, close, decline }: Props) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const missing = reason.trim().length < 3;
  const act = () => (missing ? setAsked(true) : decline(reason));
  return (
    <Modal
      open={open}
      onClose={close}
      title={`Decline ${plural(count, "application")}`}
      primaryAction={{ content: "Decline", destructive: true, onAction: act }}
      secondaryActions={[{ content: "Cancel", onAction: close }]}
    >
      <Modal.Section>
        <FormLayout>
          <TextField
            label="Reason"
            helpText="Creators get it by mail. Be kind and clear."
            value={reason}
            onChange={setReason}
            error={asked && missing ? "Give a reason: the creator reads it." : false}
            multiline={3}
            maxLength={500}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
