// How pages look: calm, the same on paper, on a phone and at night. One column; what is wide
// scrolls in a box of its own. Colour never stands alone: every verdict is written out.
#include "eardrum/conformance/report/html/html_node.hpp"

namespace eardrum::conformance {

std::string_view html_style() {
  return R"(
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #ffffff; --ink: #22262b; --soft: #646b73;
  --line: #e4e1da; --code: #f4f2ec; --good: #21744a; --good-bg: #e5f2ea; --bad: #a8322a;
  --bad-bg: #fae9e6; --doubt: #7d5a00; --doubt-bg: #f8efd8; --open: #35598c; --open-bg: #e8eef7;
  --none-bg: #efede8; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --card: #1d2024; --ink: #dfe1e4;
  --soft: #9aa1a9; --line: #30343a; --code: #24282d; --good: #7fcf9f; --good-bg: #1d3327;
  --bad: #f1958b; --bad-bg: #3b2220; --doubt: #e2bd63; --doubt-bg: #362d17; --open: #9dbcec;
  --open-bg: #202c3e; --none-bg: #282b30; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; font-weight: 650; margin: 0.35rem 0 0.6rem;
  text-wrap: balance; }
h2 { font-size: 1.15rem; font-weight: 650; margin: 3rem 0 0.8rem; }
h3 { font-size: 1rem; font-weight: 650; margin: 0; }
p { margin: 0.3rem 0 0.8rem; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--soft);
  text-underline-offset: 0.2em; }
code, pre, .mono { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono',
  monospace; font-size: 0.86rem; }
pre { margin: 0.3rem 0 0.9rem; padding: 0.7rem 0.9rem; background: var(--code); border-radius: 8px;
  overflow-x: auto; line-height: 1.5; }
pre.wrap { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 13rem; overflow-y: auto; }
.soft, .kicker, dt, th { color: var(--soft); }
.kicker { font-size: 0.85rem; letter-spacing: 0.04em; margin: 0; }
.chips { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.chip, .verdict { display: inline-block; border-radius: 999px; padding: 0.1rem 0.65rem;
  font-size: 0.82rem; font-weight: 600; white-space: nowrap; background: var(--none-bg);
  color: var(--soft); }
.good { color: var(--good); background: var(--good-bg); }
.bad { color: var(--bad); background: var(--bad-bg); }
.doubt { color: var(--doubt); background: var(--doubt-bg); }
.open { color: var(--open); background: var(--open-bg); }
.whole { font-weight: 600; background: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  margin: 0 0 1rem; padding: 1.1rem 1.25rem; }
.finding .top { display: flex; flex-wrap: wrap; gap: 0.3rem 0.7rem; align-items: baseline; }
.finding .what { font-size: 1.05rem; font-weight: 600; margin: 0.7rem 0 0.6rem; }
.rule { border-left: 3px solid var(--line); padding-left: 0.8rem; margin: 0.6rem 0 1rem; }
.rule p { margin: 0 0 0.2rem; }
.label { display: block; margin: 0.9rem 0 0.15rem; color: var(--soft); font-size: 0.82rem;
  letter-spacing: 0.02em; }
details summary { cursor: pointer; padding: 0.25rem 0; display: flex; flex-wrap: wrap;
  gap: 0.3rem 0.7rem; align-items: baseline; list-style: none; }
details summary::-webkit-details-marker { display: none; }
details summary::before { content: '+'; width: 0.7rem; color: var(--soft); }
details[open] summary::before { content: '–'; }
details.other { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.6rem; }
:target { outline: 2px solid var(--open); outline-offset: 3px; }
details.card { padding: 0.5rem 1.25rem; margin-bottom: 0.4rem; }
dl.head { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.2rem 1.2rem;
  margin: 1.4rem 0 0; font-size: 0.93rem; }
dl.head dd { margin: 0; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px;
  background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th { font-weight: 500; text-align: left; font-size: 0.82rem; }
th, td { padding: 0.42rem 0.8rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td.name { white-space: nowrap; }
td { min-width: 6rem; }
td.rule-text { min-width: 15rem; }
td.cell { white-space: nowrap; }
table.dialogue { font-size: 0.86rem; display: block; overflow-x: auto; }
table.dialogue td { border: 0; min-width: 0; padding: 0.08rem 0.7rem 0.08rem 0; }
table.dialogue td.at { text-align: right; white-space: nowrap; color: var(--soft);
  font-variant-numeric: tabular-nums; }
table.dialogue td.who { white-space: nowrap; color: var(--soft); }
table.dialogue td.bytes { width: 100%; }
table.dialogue tr.event td { color: var(--soft); }
ul.plain { margin: 0.4rem 0; padding-left: 1.1rem; }
footer { margin-top: 3.5rem; color: var(--soft); font-size: 0.85rem; }
@media (max-width: 40rem) { main { padding: 1.4rem 0.9rem 3rem; } h1 { font-size: 1.35rem; }
  dl.head { grid-template-columns: minmax(0, 1fr); gap: 0; } dl.head dd { margin-bottom: 0.6rem; }
  .card { padding: 0.9rem 0.9rem; } table.dialogue tr { display: block; padding-bottom: 0.3rem; }
  table.dialogue td, table.dialogue td.at { display: inline; }
  table.dialogue td.bytes { display: block; padding-left: 0.9rem; } }
@media print { body { background: #fff; } .card { break-inside: avoid; }
  pre.wrap { max-height: none; } }
)";
}

}  // namespace eardrum::conformance
