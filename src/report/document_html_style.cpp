#include "report/document_html_style.h"

namespace tenon {

std::string_view document_html_style() {
  return R"(
:root { --ink: #1f1f1f; --soft: #595959; --line: #d9dde3; --tint: #f4f6f9; --red: #b3121d; --deep: #12305c; }
* { box-sizing: border-box; }
html { background: #eceef1; color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 1.5rem auto; padding: 3.5rem 4.5rem 3rem; background: #fff; box-shadow: 0 1px 4px #0003; }
html[lang="zh-CN"] main { font: 1.125rem/1.9 FangSong, FangSong_GB2312, STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
html[lang="en"] main { font: 1rem/1.55 "Segoe UI", "Helvetica Neue", Arial, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
html[lang="zh-CN"] :is(h2, .label, thead, figcaption, caption, .k-label, .k-unit, .notes h2) { font-family: SimHei, STHeiti, "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
html[lang="zh-CN"] :is(h3, .subtitle, .status) { font-family: KaiTi, KaiTi_GB2312, STKaiti, "Noto Serif CJK SC", serif; }
html[lang="zh-CN"] :is(h1, .issuer) { font-family: "FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC", serif; }
p { margin: 0 0 .6em; }
html[lang="zh-CN"] p.body { text-align: justify; }
html[lang="zh-CN"] p.body { text-indent: 2em; margin-bottom: .2em; }
h1 { font-size: 1.65em; line-height: 1.4; font-weight: 700; margin: 0 0 .5rem; text-wrap: balance; }
html[lang="zh-CN"] h1 { text-align: center; margin-top: 2rem; }
h2 { font-size: 1.15em; margin: 1.5em 0 .5em; line-height: 1.4; }
h3 { font-size: 1.05em; margin: 1.1em 0 .35em; line-height: 1.4; }
h4 { font-size: 1em; margin: .9em 0 .3em; line-height: 1.4; }
html[lang="zh-CN"] :is(h2, h3, h4) { text-indent: 2em; margin-bottom: .2em; font-size: 1em; }
html[lang="en"] :is(h2, h3, h4) { color: var(--deep); }
.num { margin-right: .6em; }
html[lang="zh-CN"] .num { margin-right: 0; }
header .label { font-weight: 700; }
.issuer { color: var(--red); font-size: 2em; font-weight: 700; text-align: center; line-height: 1.3; margin: 1rem 0 1.2rem; }
.facts { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 2px solid var(--red); padding-bottom: .35rem; }
html[lang="en"] .facts { border-bottom: 1px solid var(--line); justify-content: flex-start; color: var(--soft); font-size: .9em; padding-bottom: .8rem; margin-bottom: 1.4rem; flex-wrap: wrap; }
html[lang="en"] .issuer { color: var(--deep); font-size: 1em; text-align: left; margin: .2rem 0 1.6rem; font-weight: 600; }
.subtitle, .status { margin: 0 0 .6rem; }
html[lang="zh-CN"] :is(.subtitle, .status) { text-align: center; }
html[lang="en"] .subtitle { font-size: 1.12em; color: var(--soft); text-align: left; }
html[lang="en"] .status { display: inline-block; font-weight: 600; border: 1px solid currentColor; padding: 0 .5em; margin: 0; }
ul, ol { margin: .3em 0 .8em; padding-left: 2.2em; }
html[lang="zh-CN"] :is(ul, ol) { padding-left: 3.6em; }
li { margin: .15em 0; }
.keys { display: flex; flex-wrap: wrap; margin: 1.2em 0; border-top: 2px solid var(--deep); border-bottom: 1px solid var(--line); }
.keys div { flex: 1 1 auto; min-width: 7rem; padding: .6em .8em .5em; border-left: 1px solid var(--line); }
.keys div:first-child { border-left: 0; padding-left: 0; }
.k-label { font-size: .8em; color: var(--soft); margin: 0; line-height: 1.4; text-align: left; }
.k-value { font: 600 1.4em/1.35 "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC", sans-serif; color: var(--deep); margin: .1em 0 0; text-align: left; }
.k-value sup { font-size: .46em; font-weight: 400; vertical-align: .9em; }
.k-unit { font-size: .58em; font-weight: 400; margin-left: .3em; color: var(--ink); }
.wide { overflow-x: auto; margin: 1.2em 0; }
table { border-collapse: collapse; width: 100%; font-size: .84em; line-height: 1.45; font-variant-numeric: tabular-nums; border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); }
caption, figcaption { font-weight: 700; font-size: .95em; text-align: center; padding: 0 0 .5em; line-height: 1.4; }
html[lang="en"] :is(caption, figcaption) { text-align: left; }
caption { font-size: 1.1em; }
th, td { padding: .35em .6em; vertical-align: top; border-bottom: 1px solid var(--line); text-align: left; overflow-wrap: break-word; word-break: normal; }
thead th { border-bottom: 1px solid var(--ink); font-weight: 700; vertical-align: bottom; }
.r { text-align: right; } .c { text-align: center; }
.table-notes { font-size: .8em; line-height: 1.5; color: var(--soft); margin: .4em 0 0; text-indent: 0; }
figure { margin: 1.4em 0; }
figure svg { display: block; width: 100%; height: auto; font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", SimHei, Arial, sans-serif; }
html[lang="en"] figure svg { font-family: Arial, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
html[lang="zh-CN"] figcaption { padding: .5em 0 0; }
html[lang="en"] figcaption { padding: .5em 0 0; }
details { font-size: .85em; margin-top: .4em; color: var(--soft); }
summary { cursor: pointer; }
details table { margin-top: .4em; }
aside { border-left: 4px solid var(--deep); background: var(--tint); padding: .7em 1.1em .5em; margin: 1.2em 0; }
aside .head { font-weight: 700; margin-bottom: .2em; }
html[lang="zh-CN"] aside p.body { text-indent: 0; }
sup { line-height: 0; font-size: .68em; }
a { color: #1d5fbf; } sup a { text-decoration: none; padding: 0 .1em; }
:target { background: #fff3c4; }
.badge { white-space: nowrap; font-weight: 600; }
.badge svg { width: .85em; height: .85em; vertical-align: -.06em; margin-right: .2em; }
.sign { margin: 2.5em 0 0; break-inside: avoid; }
.sign .said { font-size: .85em; color: var(--soft); text-indent: 0; }
.sign dl { display: flex; flex-wrap: wrap; gap: 1em 2em; margin: 1.4em 0; }
.sign dl div { flex: 1 1 10rem; display: flex; align-items: baseline; }
.sign dt { white-space: nowrap; } .sign dd { flex: 1; margin: 0 0 0 .3em; border-bottom: 1px solid var(--ink); height: 1.2em; }
.notes { margin-top: 2.5em; border-top: 1px solid var(--ink); padding-top: .6em; font-size: .82em; line-height: 1.55; }
.notes h2 { margin: 0 0 .5em; text-indent: 0 !important; font-size: 1.05em !important; }
.notes ol { padding-left: 2em; margin: 0; }
.page-break { break-before: page; height: 0; margin: 0; border: 0; }
@media (max-width: 48rem) { main { margin: 0; padding: 1.5rem 1.1rem; box-shadow: none; } .issuer { font-size: 1.5em; } }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print {
  html { background: #fff; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  html[lang="zh-CN"] main { font-size: 16pt; line-height: 28pt; }
  html[lang="en"] main { font-size: 11pt; }
  details { display: none; }
  .keys { flex-wrap: nowrap; } .keys div { min-width: 0; }
  thead { display: table-header-group; } tr, figure, .keys { break-inside: avoid; } h2, h3, h4, caption { break-after: avoid; }
  p, li { orphans: 2; widows: 2; } a { color: inherit; text-decoration: none; }
}
)";
}

}  // namespace tenon
