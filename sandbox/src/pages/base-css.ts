/** What all pages of the sandbox share. */
export const BASE_CSS = `
*,*::before,*::after{box-sizing:border-box}
:root{--ink:#1c1d21;--soft:#5d6068;--line:#dfe0e4;--ground:#fff;--tint:#f6f6f4;--accent:#1f5f4a;--accent-ink:#fff;--bad:#a3231b;--good:#17603c;--radius:10px;color-scheme:light}
html{-webkit-text-size-adjust:100%}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--ground)}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6rem}h2{font-size:1.2rem;line-height:1.3;margin:0 0 .6rem}
a{color:var(--accent)}img{max-width:100%;height:auto;display:block}
:focus-visible{outline:3px solid #4a86ff;outline-offset:2px}
label{display:block;font-weight:600;font-size:.9rem;margin-bottom:.25rem}
input,select,textarea{font:inherit;color:inherit;width:100%;padding:.6rem .7rem;border:1px solid #9a9da6;border-radius:8px;background:#fff;min-height:44px}
input[type=checkbox],input[type=radio]{width:1.15rem;min-height:1.15rem;height:1.15rem;padding:0;accent-color:var(--accent);flex:none;margin:.2rem 0 0}
.choice{display:flex;gap:.6rem;align-items:flex-start;margin:.35rem 0}.choice label{font-weight:400;margin:0;font-size:1rem}
fieldset{border:0;margin:0 0 1.2rem;padding:0;min-width:0}legend{font-weight:600;font-size:1.05rem;padding:0;margin-bottom:.5rem}
button,.button{font:inherit;font-weight:600;display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:.55rem 1.1rem;border-radius:8px;border:1px solid var(--accent);background:var(--accent);color:var(--accent-ink);cursor:pointer;text-decoration:none}
button:hover,.button:hover{filter:brightness(1.1)}button.plain,.button.plain{background:#fff;color:var(--accent)}button.danger{background:#fff;border-color:var(--bad);color:var(--bad)}button.small{min-height:36px;padding:.3rem .7rem;font-size:.9rem}
.soft{color:var(--soft)}.small{font-size:.9rem}.right{text-align:right}.bad{color:var(--bad)}.good{color:var(--good)}
.field{margin-bottom:.9rem}.row{display:flex;gap:.8rem;flex-wrap:wrap;align-items:flex-end}.row>*{flex:1 1 10rem}.row>button,.row>.fixed{flex:0 0 auto}
.notice{border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:8px;padding:.7rem .9rem;margin:0 0 1rem;background:var(--tint)}.notice.bad{border-left-color:var(--bad)}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:10}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{border-collapse:collapse;width:100%}th{text-align:left;font-size:.85rem;color:var(--soft);font-weight:600}th,td{padding:.6rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}.scroll{overflow-x:auto}
dl.totals{display:grid;grid-template-columns:1fr auto;gap:.35rem 0;margin:0}dl.totals dt,dl.totals dd{margin:0}dl.totals dd{text-align:right;padding-left:1rem;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}dl.totals .total{font-weight:700;font-size:1.15rem;padding-top:.5rem;border-top:1px solid var(--line)}dl.totals .total .soft{font-weight:400}
@media (max-width:600px){h1{font-size:1.4rem}}
`;
