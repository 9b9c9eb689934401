import { useState } from "preact/hooks";
import type { Words } from "./words.ts";

/** Shopify's longest discount code; a handle is shorter. */
const MAX_LENGTH = 255;

type Props = { words: Words; busy: boolean; onEnter(text: string): void };

export function EntryForm({ words, busy, onEnter }: Props) {
  const [text, setText] = useState("");
  const [empty, setEmpty] = useState(false);
  const submit = () => {
    const entered = text.trim().replace(/^@/, "");
    setEmpty(entered === "");
    if (entered !== "" && !busy) onEnter(entered);
  };
  return (
    <s-form onSubmit={submit}>
      <s-stack gap="base">
        <s-text-field
          label={words.field}
          maxLength={MAX_LENGTH}
          value={text}
          {...(empty ? { error: words.empty } : {})}
          onInput={(event: Event) => setText(valueOf(event))}
        />
        <s-button type="submit" variant="secondary" loading={busy}>
          {words.apply}
        </s-button>
      </s-stack>
    </s-form>
  );
}

function valueOf({ currentTarget }: Event): string {
  const value: unknown = currentTarget && Reflect.get(currentTarget, "value");
  return typeof value === "string" ? value : "";
}
