import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Loads a page's data again and again while somebody looks at it. */
export function usePolling(everyMs: number): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(() => {
      if (document.visibilityState === "visible") revalidate();
    }, everyMs);
    return () => clearTimeout(timer);
  });
}
