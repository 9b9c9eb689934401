import { BASE_CSS } from "../../pages/base-css.ts";
import { markup, page, type Markup } from "../../pages/markup.ts";
import type { AppInstallation } from "../../state/apps.ts";
import type { Shop } from "../../state/shop.ts";

const CSS = `${BASE_CSS}
:root{--accent:#303030;--tint:#f1f1f1;--ink:#303030}
body{font-size:14px;background:#f1f1f1;min-height:100vh;display:flex;flex-direction:column}
.topbar{background:#1a1a1a;color:#e3e3e3;display:flex;align-items:center;gap:1rem;padding:0 1rem;min-height:56px;position:relative}.topbar a{color:#fff;text-decoration:none;font-weight:700}.topbar .shop{margin-left:auto;background:#303030;border-radius:8px;padding:.3rem .8rem}
#save-bar{position:absolute;inset:6px 50% 6px auto;transform:translateX(50%);width:min(640px,calc(100vw - 16px));background:#303030;color:#fff;border-radius:10px;display:flex;align-items:center;justify-content:space-between;padding:0 .5rem 0 1rem;z-index:5;border:1px solid #616161}#save-bar[hidden]{display:none}#save-bar button{background:#fff;color:#303030;min-height:32px}#save-bar button.plain{background:#4a4a4a;color:#fff;border-color:#4a4a4a}
.shell{display:grid;grid-template-columns:232px minmax(0,1fr);flex:1}.side{background:#ebebeb;padding:.8rem .6rem}.side ul{list-style:none;margin:0 0 .8rem;padding:0}.side a{display:block;padding:.4rem .7rem;border-radius:8px;color:#303030;text-decoration:none;font-weight:550}.side a:hover{background:#f1f1f1}.side a[aria-current],.side a[data-current]{background:#fff;font-weight:700}.side #app-nav{margin-left:.9rem}.side h2{font-size:.78rem;color:#616161;margin:.6rem .7rem .2rem}
.content{background:#f1f1f1;display:flex;flex-direction:column;min-width:0}.pad{padding:1.2rem;max-width:1060px;width:100%;margin:0 auto}.panel{background:#fff;border-radius:12px;box-shadow:0 1px 2px #0002;padding:1rem;margin-bottom:1rem}.panel h2{font-size:1rem}
.appbar{display:flex;align-items:center;gap:.6rem;background:#fff;border-bottom:1px solid #e3e3e3;padding:.5rem 1rem;min-height:52px}.appbar h1{margin:0 auto 0 0;font-size:1rem}.actions{display:flex;gap:.5rem;flex-wrap:wrap}
#app-frame{border:0;flex:1;width:100%;min-height:72vh;background:#f1f1f1}#loading{height:3px;background:linear-gradient(90deg,#36a3ff,#8ad0ff);position:sticky;top:0}#loading[hidden]{display:block;visibility:hidden}
#toasts{position:fixed;bottom:1.2rem;left:50%;transform:translateX(-50%);display:grid;gap:.5rem;z-index:20;width:max-content;max-width:92vw}.toast{background:#1a1a1a;color:#fff;border-radius:10px;padding:.4rem .5rem .4rem 1rem;display:flex;gap:.6rem;align-items:center}.toast.error{background:#8e1f0b}button.link{background:none;border:0;color:inherit;min-height:32px;padding:.2rem .6rem;text-decoration:underline}
dialog.admin-dialog{border:0;border-radius:12px;padding:1.2rem;width:min(560px,calc(100vw - 24px));box-shadow:0 12px 40px #0006}dialog.admin-dialog::backdrop{background:#0007}dialog .actions{justify-content:flex-end;margin-top:1rem}.picker-list{list-style:none;padding:0;margin:.6rem 0;max-height:46vh;overflow:auto}.picker-list li{display:flex;gap:.6rem;align-items:center;padding:.45rem .2rem;border-bottom:1px solid #ebebeb}.picker-list label{margin:0;font-weight:400}
.badge{display:inline-block;border-radius:8px;padding:.05rem .5rem;background:#e3e3e3;font-size:.82rem;font-weight:550}.badge.good{background:#cdfee1;color:#0c5132}.badge.bad{background:#fee8eb;color:#8e1f0b}details.act{border-top:1px solid #ebebeb;padding:.6rem 0}details.act summary{cursor:pointer;font-weight:600;min-height:32px}details.act form{padding:.6rem 0}
@media (max-width:760px){.shell{grid-template-columns:1fr;grid-template-rows:auto 1fr}.side{display:flex;gap:.3rem;overflow-x:auto;padding:.4rem}.side ul,.side li{display:flex;margin:0}.side .apps{order:-1}.side a{white-space:nowrap}.side h2{display:none}.side #app-nav{margin:0}}
`;

export const storeName = (shop: Shop): string => shop.domain.replace(/\.myshopify\.com$/, "");

const PAGES = [
  ["orders", "Orders"],
  ["products", "Products"],
  ["customers", "Customers"],
  ["discounts", "Discounts"],
  ["webhooks", "Webhooks"],
] as const;

export interface AdminPage {
  readonly shop: Shop;
  readonly title: string;
  readonly here: (typeof PAGES)[number][0] | "app";
  readonly content: Markup;
  /** The app in the frame: its menu is filled in the browser. */
  readonly app?: AppInstallation;
  readonly head?: Markup;
}

/** The chrome of the admin around a page of it or around an app. */
export function adminPage({ shop, title, here, content, app, head }: AdminPage): string {
  const base = `/store/${storeName(shop)}`;
  return page({
    title: `${title} · ${shop.name}`,
    css: CSS,
    ...(head && { head }),
    body: markup`<body>
<a class="skip" href="#main">Skip to content</a>
<header class="topbar"><a href="/">sandbox admin</a><div id="save-bar" role="region" aria-label="Unsaved changes" hidden></div><span class="shop">${shop.name}</span></header>
<div class="shell">
<nav class="side" aria-label="Admin"><ul>${PAGES.map(([path, label]) => markup`<li><a href="${base}/${path}"${here === path && markup` aria-current="page"`}>${label}</a></li>`)}<li><a href="${shop.primaryUrl}">View store</a></li></ul>
<h2>Apps</h2><ul${here === "app" && markup` class="apps"`}>${[...shop.apps.values()].map(
      (it) =>
        markup`<li><a${it === app && markup` id="app-home" data-current`} href="${base}/apps/${it.config.handle}">${it.config.title}</a>${it === app && markup`<ul id="app-nav"></ul>`}</li>`,
    )}</ul></nav>
<main class="content" id="main">${content}</main>
</div>
<div id="toasts" role="status" aria-live="polite"></div>
</body>`,
  });
}

export const plainPage = (title: string, content: Markup): string =>
  page({
    title,
    css: CSS,
    body: markup`<body><header class="topbar"><a href="/">sandbox admin</a></header><main class="content" id="main"><div class="pad">${content}</div></main></body>`,
  });
