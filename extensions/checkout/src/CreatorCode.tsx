import { useState } from "preact/hooks";
import { useValue } from "../../shared/use-value.ts";
import type { CheckoutApi } from "./api.ts";
import { enterCode } from "./enter-code.ts";
import { EntryForm } from "./EntryForm.tsx";
import { allowed, takeBack } from "./evidence.ts";
import type { Outcome } from "./outcome.ts";
import { useSupported } from "./use-supported.ts";
import { wordsOf } from "./words.ts";

/** Who is supported, a field to name somebody, and what became of it. Renders nothing where nothing can be done. */
export function CreatorCode({ api }: { api: CheckoutApi }) {
  const words = wordsOf(api, useValue(api.settings));
  useValue(api.instructions);
  const inCart = useSupported(api);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);

  const supported = outcome?.kind === "supported" ? outcome : outcome?.kind === "removed" ? null : inCart;
  const canEnter = allowed(api).anything || api.extension.editor !== undefined;
  if (!supported && !canEnter) return null;

  const run = async (work: () => Promise<Outcome>) => {
    setBusy(true);
    setOutcome(await work());
    setBusy(false);
  };
  const enter = (text: string) => run(() => enterCode(api, text));
  const remove = (code: string) => run(async () => ({ kind: (await takeBack(api, code)) ? "removed" : "kept" }));

  const { code } = supported ?? {};
  return (
    <s-stack gap="base">
      {!supported && words.heading !== "" && <s-heading>{words.heading}</s-heading>}
      {supported ? (
        <s-stack direction="inline" gap="base" alignItems="center">
          <s-text>{words.supporting(supported.name)}</s-text>
          {code !== undefined && canEnter && (
            <s-button variant="secondary" loading={busy} onClick={() => void remove(code)}>
              {words.remove}
            </s-button>
          )}
        </s-stack>
      ) : (
        <EntryForm words={words} busy={busy} onEnter={(text) => void enter(text)} />
      )}
      <s-stack accessibilityRole="status">
        {outcome && <s-text tone={isGood(outcome) ? "success" : "auto"}>{words.tell(outcome)}</s-text>}
      </s-stack>
    </s-stack>
  );
}

const isGood = (outcome: Outcome) => outcome.kind === "supported" && outcome.discount !== "refused";
