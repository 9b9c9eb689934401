import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Loads a page's data again and again while somebody looks at it; null: not now. */
export function usePolling(everyMs: number | null): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle" || everyMs === null) return;
    const timer = setTimeout(() => {
      if (document.visibilityState === "visible") revalidate();
    }, everyMs);
    return () => clearTimeout(timer);
  });
}
