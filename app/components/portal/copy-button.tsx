import { useEffect, useState } from "react";
import { useInBrowser } from "./in-browser.ts";

/** Copies a text. Without scripts there is no button; the text stands beside it and can be selected. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const inBrowser = useInBrowser();
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state !== "copied") return undefined;
    const timer = setTimeout(() => setState("ready"), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  if (!inBrowser) return null;
  const copy = () =>
    void copyText(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  return (
    <>
      <button className="button second small" type="button" onClick={copy}>
        {state === "copied" ? "Copied" : state === "refused" ? "Select it and copy" : `Copy ${what}`}
      </button>
      <output className="visually-hidden">{state === "copied" ? `The ${what} is copied` : ""}</output>
    </>
  );
}

/** The clipboard is there over https alone; browsers that refuse it say so by rejecting. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard === undefined) throw new Error("no clipboard on this page");
  await navigator.clipboard.writeText(text);
}
