import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

// No StrictMode: Polaris 13 warns about its own legacy lifecycles under it.
startTransition(() => {
  hydrateRoot(document, <RemixBrowser />);
});
