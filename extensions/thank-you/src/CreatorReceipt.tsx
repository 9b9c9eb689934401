import { useEffect, useState } from "preact/hooks";
import { useValue } from "../../shared/use-value.ts";
import type { Placed } from "./api.ts";
import { receiptOf, type Receipt } from "./receipt.ts";
import { isAnswered } from "./survey.ts";
import { Survey } from "./Survey.tsx";

/** The order's code for its creator, and the question who that is where nothing else says so. */
export function CreatorReceipt({ placed }: { placed: Placed }) {
  const { api, order } = placed;
  const settings = useValue(api.settings);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [asked, setAsked] = useState(true);

  useEffect(() => {
    void Promise.all([receiptOf(placed), isAnswered(api, order)]).then(([found, answered]) => {
      setReceipt(found);
      setAsked(answered);
    });
  }, [placed, api, order]);

  if (!receipt) return null;
  const asks = settings["survey"] === true && !receipt.captured && !asked;
  const shows = settings["receipt"] !== false;
  if (!asks && !shows) return null;
  return (
    <s-stack gap="base">
      {asks && (
        <Survey placed={placed} question={textOr(settings["question"], api.i18n.translate("survey.question"))} />
      )}
      {shows && <ReceiptCode placed={placed} code={receipt.code} />}
    </s-stack>
  );
}

function ReceiptCode({ placed, code }: { placed: Placed; code: string }) {
  const { translate } = placed.api.i18n;
  return (
    <s-stack gap="small">
      <s-text>{textOr(placed.api.settings.value["explain"], translate("receipt.explain"))}</s-text>
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-text type="strong">{code}</s-text>
        <s-button variant="secondary" command="--copy" commandFor="creator-receipt">
          {translate("receipt.copy")}
        </s-button>
        <s-clipboard-item id="creator-receipt" text={code} />
      </s-stack>
    </s-stack>
  );
}

const textOr = (setting: unknown, otherwise: string) =>
  typeof setting === "string" && setting.trim() !== "" ? setting : otherwise;
