/*
 * document_css.h: how a report looks as a page.
 *
 * Layout by tables, not grids, and plain attributes on the drawings: programs that make PDF from
 * the page know no more.  On paper it is black on white, whatever the screen was.
 */
#ifndef OUTPUT_DOCUMENT_CSS_H
#define OUTPUT_DOCUMENT_CSS_H

static const char css_screen[] =
	":root{color-scheme:light dark;--ink:#1a1f26;--soft:#57606b;--line:#d3d9e0;"
	"--page:#fff;--bar:#2c6a99;--track:#e7ebf0;--plan:#b3400c;--note:#9a5800;--notewash:#"
	"fff6e3}\n"
	"@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ed;--soft:#a2acb8;"
	"--line:#38414c;--page:#14191f;--bar:#5b9fd0;--track:#29323c;--plan:#ff9a62;"
	"--note:#f0b354;--notewash:#2b2416}}\n"
	"*{box-sizing:border-box}\n"
	"html{font:16px/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"DejaVu "
	"Sans\","
	"Arial,sans-serif;color:var(--ink);background-color:var(--page);-webkit-text-size-adjust:"
	"100%}\n"
	"body{margin:0}\n"
	"main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}\n"
	"header{border-bottom:2px solid;margin:0 0 1.75rem;padding:0 0 .75rem}\n"
	"h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}\n"
	"h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .75rem}\n"
	"h3{font-size:1.0625rem;line-height:1.3;margin:1.75rem 0 .5rem}\n"
	"h4{font-size:1rem;margin:1.5rem 0 .5rem;color:var(--soft)}\n"
	"h1,h2,h3,h4,p,li,dd,td,th,caption,figcaption{overflow-wrap:break-word}\n"
	"p,ul,dl,figure{margin:0 0 1rem}\n"
	"p,li,dd,.note{white-space:pre-line}\n"
	"p,li{max-width:44rem}\n"
	"ul{padding-left:1.25rem}\n"
	".subtitle{color:var(--soft);margin:0}\n"
	".notice{border-left:4px "
	"solid;border-left-color:var(--note);background-color:var(--notewash);padding:.625rem 1rem;"
	"font-weight:600;max-width:none}\n"
	".facts{display:table}\n"
	".facts div{display:table-row}\n"
	".facts dt,.facts dd{display:table-cell;margin:0;padding:.125rem 0;vertical-align:top}\n"
	".facts dt{color:var(--soft);padding-right:1.5rem;min-width:9.5rem}\n"
	".none,.legend{color:var(--soft)}\n"
	/* To be ticked with a pen: the boxes are as high as two lines of small print. */
	".question{display:table;width:100%;border-bottom:1px solid;border-bottom-color:var(--line)"
	";padding:.375rem 0;break-inside:avoid}\n"
	".question>*{display:table-cell;vertical-align:top}\n"
	".question .code{width:6rem;color:var(--soft)}\n"
	".question p{margin:0}\n"
	".question .answer{font-size:1.5em;line-height:1.4;max-width:none}\n";

static const char css_tables[] =
	".scroll{overflow-x:auto;margin:0 0 1.5rem}\n"
	"table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}\n"
	"caption,figcaption{text-align:left;font-weight:600;padding:0 0 .5rem}\n"
	".data th,.data td{padding:.375rem 1rem .375rem 0;text-align:left;vertical-align:top;"
	"border-bottom:1px solid;border-bottom-color:var(--line)}\n"
	".data th:last-child,.data td:last-child{padding-right:0}\n"
	".data thead th{font-size:.875rem;color:var(--soft);border-bottom-width:2px;"
	"vertical-align:bottom}\n"
	".data tfoot td{font-weight:600;border-top:2px solid;border-bottom:0}\n"
	".data tfoot tr+tr td{border-top:0}\n"
	".data .n{text-align:right;white-space:nowrap}\n"
	".data .n+:not(.n){padding-left:.5rem}\n"
	".data .k{white-space:nowrap}\n"
	".data .note{min-width:12rem}\n"
	".data thead .n{white-space:normal}\n"
	".chart{margin:0 0 1.5rem}\n"
	".bars td{padding:.25rem 0;vertical-align:middle}\n"
	".bars .l{width:1%;min-width:7rem;padding-right:1rem}\n"
	".bars .l div{width:max-content;max-width:15rem}\n"
	".bars .v{width:1%;white-space:nowrap;padding-left:1rem;text-align:right}\n"
	".bars svg{display:block}\n"
	"svg{overflow:visible}\n"
	".track{fill:var(--track)}.bar{fill:var(--bar)}.plan{stroke:var(--plan)}\n"
	".legend{font-size:.875rem;margin:.375rem 0 0}\n"
	".legend svg{display:inline-block;vertical-align:-2px;margin-right:.375rem}\n"
	"@media (max-width:34rem){main{padding:1.25rem .875rem 2.5rem}h1{font-size:1.5rem}"
	".bars,.bars tbody,.bars tr,.bars td{display:block;width:auto}"
	".bars tr{padding:.375rem 0}.bars td{padding:0;max-width:none}"
	".bars td.v{width:auto;text-align:left;padding:0}.bars td.l{width:auto;padding:0}.bars .l "
	"div{width:auto;max-width:none}}\n";

static const char css_print[] =
	"@page{size:A4;margin:18mm 16mm}\n"
	"@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;"
	"--page:#fff;--bar:#555;--track:#e4e4e4;--plan:#000;--note:#000;--notewash:#fff}\n"
	"html{font-size:10pt}\n"
	"main{max-width:none;padding:0}\n"
	"p,li{max-width:none;orphans:3;widows:3}\n"
	".scroll{overflow:visible}\n"
	"thead{display:table-header-group}\n"
	"tfoot{display:table-row-group}\n" /* the sums once, at the end, not on every page */
	"tr,figure,.notice,.short,.question,.facts div{break-inside:avoid}\n"
	"h1,h2,h3,h4,caption,figcaption{break-after:avoid}\n"
	".break{break-after:page}\n"
	".notice{border:1pt solid #000;border-left-width:4pt}\n"
	".wide{font-size:8pt}\n"
	"svg,.notice{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

#endif
