import type { Container } from "./container.ts";

/** What a loader, an action or the document renderer finds in `context`. */
declare module "@remix-run/node" {
  interface AppLoadContext {
    container: Container;
    /** Scripts of this document carry it; see document-headers.ts. */
    cspNonce: string;
    /** The network address of who asks, past the proxies that are trusted. */
    visitor: string;
  }
}
