import { html, json, redirect, type Handler, type Routes } from "../http/router.ts";
import { BASE_CSS } from "../pages/base-css.ts";
import { escape, markup, page, raw, type Markup } from "../pages/markup.ts";
import type { Mail, Mailbox } from "./mailbox.ts";

const CSS = `${BASE_CSS}
header{border-bottom:1px solid var(--line)}header .in,main{max-width:860px;margin:0 auto;padding:1rem 1.1rem}header .in{display:flex;gap:1rem;align-items:center;justify-content:space-between}header a{font-weight:700;font-size:1.15rem;text-decoration:none;color:var(--ink)}
ul.mails{list-style:none;margin:0;padding:0}ul.mails a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.8rem .4rem;border-bottom:1px solid var(--line);text-decoration:none;color:inherit}ul.mails a:hover{background:var(--tint)}ul.mails strong{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem;margin:0 0 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:var(--tint);padding:1rem;border-radius:var(--radius);margin:0 0 1.2rem}iframe{width:100%;height:60vh;border:1px solid var(--line);border-radius:var(--radius);background:#fff}
`;

const frame = (title: string, content: Markup): string =>
  page({
    title,
    css: CSS,
    body: markup`<body><a class="skip" href="#main">Skip to content</a><header><div class="in"><a href="/">Mailbox</a><span class="soft small">Every mail of the sandbox lands here</span></div></header><main id="main">${content}</main></body>`,
  });

const time = (date: Date): Markup =>
  markup`<time class="soft small" datetime="${date.toISOString()}">${date.toISOString().slice(0, 16).replace("T", " ")} UTC</time>`;

/** The pages of `mail.localhost` and `/messages.json` for tests and the demo. */
export const mailboxRoutes =
  (mailbox: Mailbox): Routes =>
  () => ({
    mail: {
      "GET /": () => html(frame("Mailbox", list(mailbox.mails))),
      "GET /messages.json": () => json(mailbox.mails),
      "GET /messages/:id": withMail(mailbox, (mail) => html(frame(mail.subject || "(no subject)", letter(mail)))),
      "GET /messages/:id/body": withMail(mailbox, (mail) =>
        // The mail's own HTML stays in a frame that can run nothing; its links open outside.
        html(`<base target="_blank">${mail.html ?? ""}`, 200, {
          "content-security-policy": "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'",
        }),
      ),
      "POST /clear": () => {
        mailbox.clear();
        return redirect("/");
      },
    },
  });

const withMail =
  (mailbox: Mailbox, show: (mail: Mail) => ReturnType<typeof html>): Handler =>
  (request) => {
    const mail = mailbox.find(Number(request.params["id"]));
    return mail
      ? show(mail)
      : html(frame("No such mail", markup`<h1>There is no such mail</h1><p><a href="/">All mails</a></p>`), 404);
  };

function list(mails: readonly Mail[]): Markup {
  if (mails.length === 0) return markup`<h1>No mail yet</h1><p>What the app sends will be here.</p>`;
  return markup`<h1 class="visually-hidden">Mails</h1><ul class="mails">${mails.map(
    (mail) =>
      markup`<li><a href="/messages/${mail.id}"><strong>${mail.subject || "(no subject)"}</strong>${time(mail.receivedAt)}<span class="soft small">to ${mail.to.join(", ")}</span></a></li>`,
  )}</ul><form method="post" action="/clear"><p><button class="plain small">Delete all</button></p></form>`;
}

function letter(mail: Mail): Markup {
  return markup`<h1>${mail.subject || "(no subject)"}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(", ")}</dd><dt>At</dt><dd>${time(mail.receivedAt)}</dd></dl>
<pre>${withLinks(mail.text)}</pre>
${mail.html !== null && markup`<h2>As HTML</h2><iframe src="/messages/${mail.id}/body" title="The mail as HTML"></iframe>`}`;
}

/** Web addresses in a text become links; everything else is escaped. */
function withLinks(text: string): Markup {
  const parts = text.split(/(https?:\/\/[^\s<>"')\]]+)/g);
  return raw(
    parts
      .map((part, index) => (index % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part)))
      .join(""),
  );
}
