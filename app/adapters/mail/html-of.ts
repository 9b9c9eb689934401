const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** An address up to a space or the punctuation that ends its sentence. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g;

function withLinks(text: string): string {
  let html = "";
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = escaped(match[0]);
    html += `${escaped(text.slice(done, match.index))}<a href="${url}" style="color:#0f5c46;word-break:break-all">${url}</a>`;
    done = match.index + match[0].length;
  }
  return html + escaped(text.slice(done));
}

/**
 * The HTML part of a mail, made of its text: the same words, in paragraphs, addresses to click. No images and nothing that
 * is loaded, so reading it tells nobody anything.
 */
export function htmlOf({ subject, text }: { subject: string; text: string }): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${part.split("\n").map(withLinks).join("<br>")}</p>`);
  const font = "font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#fbf8f2;color:#1c2b26;${font}">`,
    `<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e2dccf;border-radius:14px">`,
    ...paragraphs,
    `<p style="margin:24px 0 0;color:#55635d;font-size:14px">Fairshare</p></div></body></html>`,
  ].join("\n");
}
