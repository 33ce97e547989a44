/** What the four sites have in common; each adds its own colours and its own header. All text keeps a contrast of 4.5 or more. */
export const commonCss = `
*,*::before,*::after{box-sizing:border-box}
:root{--accent:#1f4e9e;--accent-soft:#eef3fb;--ink:#1d2129;--quiet:#555d6b;--line:#d9dde3;--paper:#fff;--ground:#f5f6f8;--radius:6px}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.6;
font-family:"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
.wide{max-width:1080px;margin:0 auto;padding:0 20px}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:#fff;padding:8px 12px;z-index:1}
.sandbox{margin:0;padding:6px 20px;text-align:center;font-size:14px;background:#fff3cd;color:#5c4400}
header{background:var(--accent);color:#fff;padding:26px 0}
header .wide{display:grid;grid-template-columns:1fr auto;gap:2px 16px;align-items:center}
header a{color:#fff}
.name{font-size:28px;font-weight:700;text-decoration:none;letter-spacing:.04em}
.motto{margin:0;grid-column:1;font-size:15px}
.language{grid-column:2;grid-row:1/span 2;border:1px solid currentColor;border-radius:var(--radius);padding:4px 12px;text-decoration:none}
main{padding-top:20px;padding-bottom:32px;display:grid;gap:20px;grid-template-columns:minmax(0,1fr)}
section{background:var(--paper);border:1px solid var(--line);border-radius:var(--radius);padding:18px 22px}
h1{font-size:22px;margin:0 0 10px}
h2{font-size:18px;margin:0 0 10px}
.tiles{list-style:none;margin:0;padding:0;display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(170px,1fr))}
.tiles a{display:block;height:100%;padding:12px 14px;text-decoration:none;color:var(--ink);background:var(--accent-soft);
border:1px solid transparent;border-radius:var(--radius)}
.tiles a:hover,.tiles a[aria-current]{border-color:var(--accent)}
.count{display:block;font-size:26px;font-weight:700;color:var(--accent);font-variant-numeric:tabular-nums}
.quiet{color:var(--quiet);font-size:14px}
p.quiet{margin:12px 0 0}
label{display:block;margin-bottom:6px}
.line{display:flex;gap:8px;margin-bottom:6px}
input[type=search]{flex:1;min-width:0;font:inherit;padding:9px 12px;border:1px solid #7d8796;border-radius:var(--radius)}
button{font:inherit;padding:9px 24px;border:0;border-radius:var(--radius);background:var(--accent);color:#fff;cursor:pointer}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:15px}
th,td{text-align:left;padding:8px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--quiet);white-space:nowrap}
.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.key{overflow-wrap:anywhere;min-width:14em}
.subject{min-width:10em}
.state{display:inline-block;white-space:nowrap;padding:1px 8px;border-radius:var(--radius);font-size:14px;background:#e8eaee;color:#3b424e}
.state.shown{background:var(--accent-soft);color:var(--accent)}
.notice{border-left:4px solid var(--accent);background:var(--accent-soft);padding:10px 14px}
dl{margin:0}
dl div{display:grid;grid-template-columns:200px minmax(0,1fr);gap:12px;padding:8px 0;border-bottom:1px solid var(--line)}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
footer{border-top:1px solid var(--line);padding:14px 0 28px;font-size:14px;color:var(--quiet)}
footer p{margin:4px 0}
@media (max-width:640px){dl div{grid-template-columns:1fr;gap:0}.name{font-size:22px}section{padding:14px}}
`;
