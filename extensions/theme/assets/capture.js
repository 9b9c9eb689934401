/* Remembers which creator sent this shopper: in the cart, and in a first-party store while the shopper consents. */
/* oxlint-disable unicorn/consistent-function-scoping -- a classic script shares its outer scope with the theme's */
(() => {
  const tag = document.currentScript;
  const set = tag.dataset;
  const shopify = window.Shopify || {};
  const root = shopify.routes?.root || "/";
  const REF_ATTRIBUTE = "_creator_ref";
  const CODE_ATTRIBUTE = "_creator_code";
  const KEY = "creator_capture";
  const REF = /^[\w-]{1,64}(\.\d{1,12}(\.[\w-]{1,128})?)?$/;
  const CODE = /^[^\s/\\?#]{1,64}$/u;
  const url = new URL(location);
  const query = url.searchParams;
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();

  const read = (area) => {
    try {
      return JSON.parse(area.getItem(KEY)) || {};
    } catch {
      return {}; // no storage, or not ours
    }
  };
  const write = (area, value) => {
    try {
      if (value) area.setItem(KEY, JSON.stringify(value));
      else area.removeItem(KEY);
    } catch {
      // Private windows refuse: the cart alone carries it then.
    }
  };

  /* What this address says: a link's token, a code, or the parameter of an app the creators were imported from. */
  const arrival = () => {
    const proof = query.get("ref_sig"); // the click's time and its signature
    const ref = query.get("ref") + (proof ? "." + proof : "");
    if (query.has("ref") && REF.test(ref)) return { ref };
    const code = query.get("creator");
    if (code && CODE.test(code)) return { code };
    for (const line of (set.foreign || "").split(/[\n,]/)) {
      const [name, prefix] = line.split("=").map((part) => part.trim());
      const value = name && query.get(name);
      if (value) return { ref: ((prefix || "") + value.replace(/[^\w-]/g, "-")).slice(0, 64) };
    }
    return null;
  };

  /* Codes at work in this cart, as the page was rendered, and the one that waits for checkout. */
  const codes = () => {
    const cookie = /(?:^|; )discount_code=([^;]+)/.exec(document.cookie);
    const rendered = (set.codes || "").split("\n").map((code) => code.trim());
    return rendered.concat(cookie ? decodeURIComponent(cookie[1]) : []).filter(Boolean);
  };

  const discountUrl = (code, path) => "/discount/" + encodeURIComponent(code) + "?redirect=" + encodeURIComponent(path);

  /* `/c/CODE` is a creator's short address on this domain; the theme has no page there. */
  const short = /\/c\/([^/]+)\/?$/.exec(location.pathname);
  if (short) {
    let code = "";
    try {
      code = decodeURIComponent(short[1]);
    } catch {
      // Not an address of ours.
    }
    if (CODE.test(code)) {
      const to = query.get("to") || "";
      // One slash, then anything but a second one: a path of this shop, never another host.
      const page = new URL(/^\/(?![/\\])/.test(to) ? to : root, location.origin);
      page.searchParams.set("creator", code);
      const path = page.pathname + page.search;
      location.replace(codes().some((other) => !same(other, code)) ? path : discountUrl(code, path));
      return;
    }
  }

  const post = (attributes) =>
    fetch(root + "cart/update.js", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ attributes }),
      keepalive: true,
    }).catch(() => {}); // the next page tries again: it compares with what the cart has

  const fresh = arrival();
  const keptFor = (Number(set.days) || 30) * 864e5;
  let kept = read(localStorage);
  if (!(Date.now() - kept.at < keptFor)) kept = {};

  /* The newest click wins, but a bare `ref`, which any newsletter may use, never replaces a signed one. */
  const takes = fresh && (fresh.code || fresh.ref.includes(".") || !(kept.ref || set.ref || "").includes("."));
  const current = takes ? { ref: kept.ref, ...fresh, at: Date.now() } : kept;

  const keep = () => {
    if (!current.at) return;
    write(localStorage, current);
    const due = {};
    if (current.ref && current.ref !== set.ref) due[REF_ATTRIBUTE] = current.ref;
    if (current.code && current.code !== set.code) due[CODE_ATTRIBUTE] = current.code;
    // A newer link ends the code of an older visit, never one that was typed in at checkout.
    if (!current.code && set.code && set.code === kept.code) due[CODE_ATTRIBUTE] = "";
    if (Object.keys(due).length) post(due);
  };
  const forget = () => {
    write(localStorage);
    if (set.ref || set.code || current.at) post({ [REF_ATTRIBUTE]: "", [CODE_ATTRIBUTE]: "" });
  };

  /* Nothing is kept before the shopper's consent (or where none is needed); withdrawing it takes it back. */
  const consent = () => {
    if (shopify.customerPrivacy.marketingAllowed()) keep();
    document.addEventListener("visitorConsentCollected", (event) =>
      event.detail.marketingAllowed ? keep() : forget(),
    );
  };
  if (shopify.customerPrivacy?.marketingAllowed) consent();
  else if (current.at || set.ref || set.code) {
    shopify.loadFeatures?.([{ name: "consent-tracking-api", version: "0.1" }], (error) => error || consent());
  }

  /* The bar floats over the page, so nothing moves when it comes or goes. */
  const show = ({ name, code, saving }) => {
    const taken = codes();
    const offers = code && saving;
    // A code that is there already may be the better one: it stays, whatever ours would give.
    const other = offers && taken.some((it) => !same(it, code));
    const open = offers && !taken.length;
    if (open && set.apply) fetch(discountUrl(code, "/cart.js")).catch(() => {});
    if (!set.bar) return;
    const bar = document.getElementById("creator-bar");
    const words = { creator: name, saving, code };
    const text = offers ? (other ? set.kept : set.saving) : set.plain;
    bar.querySelector("p").textContent = text.replace(/\[(creator|saving|code)\]/g, (_, word) => words[word] || "");
    const use = bar.querySelector("a");
    use.hidden = !open || !!set.apply;
    use.href = discountUrl(code || "", url.pathname + url.search);
    bar.querySelector("button").addEventListener("click", () => {
      bar.hidden = true;
      write(sessionStorage, { closed: 1 });
    });
    bar.hidden = false;
  };

  const session = read(sessionStorage);
  if (set.bar && shopify.designMode) show({ name: set.sample, code: "CODE10", saving: "10 %" });
  else if ((set.bar || set.apply) && !session.closed && takes) {
    const asked = new URLSearchParams({ ...fresh, locale: set.locale || "en" });
    fetch("/" + set.proxy.replace(/^\/+|\/+$/g, "") + "/referral?" + asked)
      .then((answer) => answer.json())
      .then((found) => found.name && show(found))
      .catch(() => {}); // without the app's answer there is no bar, and nothing is lost
  }
})();
