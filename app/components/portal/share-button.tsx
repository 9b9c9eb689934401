import { useInBrowser } from "./in-browser.ts";

/** Opens the phone's own share sheet, where there is one. */
export function ShareButton({ title, url }: { title: string; url: string }) {
  const inBrowser = useInBrowser();
  if (!inBrowser || typeof navigator.share !== "function") return null;
  // Closing the sheet rejects: that is no error.
  const share = () => void navigator.share({ title, url }).catch(() => undefined);
  return (
    <button className="button second small" type="button" onClick={share}>
      Share
    </button>
  );
}
