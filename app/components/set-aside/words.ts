/** Topics as a merchant reads them. */
const topics: Record<string, string> = {
  "orders/create": "New order",
  "orders/updated": "Order changed",
  "orders/paid": "Order paid",
  "orders/edited": "Order edited",
  "orders/cancelled": "Order cancelled",
  "refunds/create": "Refund",
  "order_transactions/create": "Payment",
  "disputes/create": "Chargeback opened",
  "disputes/update": "Chargeback changed",
  "returns/request": "Return asked for",
  "returns/approve": "Return approved",
  "returns/close": "Return closed",
  "app/scopes_update": "Permissions changed",
  "customers/data_request": "Customer asks for their data",
  "customers/redact": "Customer's data to erase",
};

export const topicInWords = (topic: string): string => topics[topic] ?? topic;

/** Kinds of reasons, and what can be done about each. */
const kinds: Record<string, { title: string; remedy: string }> = {
  invalid_body: {
    title: "A part of it could not be read",
    remedy: "Try again once that part fits, such as your store's currency, or after an update of the app.",
  },
  failed: {
    title: "Working on it failed five times",
    remedy: "The fault is ours. Try again; if that does not help, send the line under the message to support.",
  },
  not_json: {
    title: "It arrived damaged",
    remedy: "Nothing in it can be read. The nightly comparison with Shopify fetches the order by itself.",
  },
  uninstalled_shop: {
    title: "It was sent while the app was removed",
    remedy: "Try again if you have installed the app anew; the nightly comparison fetches such orders as well.",
  },
  unknown_topic: {
    title: "We did not expect a message of this kind",
    remedy: "It says nothing about money that we know of. Try again after an update of the app.",
  },
};

const other = { title: "It could not be used", remedy: "Try again; if that does not help, ask support." };

/** @param what what a stored reason begins with */
export const kindInWords = (what: string): { title: string; remedy: string } => kinds[what] ?? other;

/** A stored reason, `<what>: <detail>`, in plain words. */
export function reasonInWords(reason: string): { title: string; detail: string | null } {
  const [, what = "", detail = ""] = /^([^:]*):?\s*(.*)$/s.exec(reason) ?? [];
  const { title } = kindInWords(what);
  return { title, detail: (what === "invalid_body" || what === "failed") && detail !== "" ? detail : null };
}
