import { Input } from "antd";
import { Fragment } from "react";
import { useBoundKeys } from "@/frame/keys";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { text, useUrlState } from "@/frame/url-state";
import { caseTexts } from "@/pages/cases/text";
import { useTexts } from "@/text";
import glossary from "../../../../docs/glossary.md?raw";
import { findTerms, readGlossary } from "./glossary";
import styles from "./help.module.css";
import { helpTexts } from "./text";

const terms = readGlossary(glossary);
const fields = { q: text() };
// What documents of the program say which method in full.
const methods = [
  ["docs/methods_break_points.md", "断链风险点评分", "Scoring of break points"],
  ["docs/methods_monte_carlo.md", "不确定性", "Uncertainty"],
  ["docs/methods_what_if.md", "断供情景", "What if something fails"],
  ["docs/methods_dynamics.md", "多日传播", "Propagation over days"],
  ["docs/methods_time_to_survive.md", "可支撑天数", "Time to survive"],
  ["docs/methods_backup.md", "备份方案", "Backup plans"],
  ["docs/methods_backup_drill.md", "备份演练", "Backup drills"],
  ["docs/methods_leading_firms.md", "链主企业", "Chain-leading firms"],
  ["docs/methods_supply_network.md", "供应网络", "Supply networks"],
  ["docs/methods_io.md", "投入产出", "Input-output"],
  ["docs/methods_multi_regional.md", "多地区投入产出", "Several regions"],
] as const;

export default function Help() {
  const t = useTexts(helpTexts);
  const words = useTexts(caseTexts);
  const keys = useBoundKeys();
  const [state, set] = useUrlState(fields);
  const found = findTerms(terms, state.q);
  const caseKeys: [string, string][] = [
    ["c", words.keyNew],
    ["a", words.keyOwner],
    ["s", words.keyState],
    ["d", words.keyDue],
    ["m", words.keyMove],
    ["w", words.keyComment],
    ["x", words.keyMark],
  ];
  return (
    <Page crumbs={[{ name: t.title }]} answer={t.answer} tools={<Link to="/help/api">{t.api}</Link>}>
      <div className={styles.cols}>
        <Section
          title={t.glossary(found.length)}
          extra={
            <Input
              size="small"
              style={{ width: 220 }}
              aria-label={t.find}
              placeholder={t.find}
              allowClear
              value={state.q}
              onChange={(event) => set({ q: event.target.value }, "replace")}
            />
          }
        >
          {found.length === 0 ? <p className="caption">{t.noTerm}</p> : null}
          <table className={styles.table}>
            <tbody>
              {found.map((term, i) => (
                <Fragment key={term.section + term.zh + term.en}>
                  {term.section === found[i - 1]?.section ? null : (
                    <tr data-section>
                      <th colSpan={3} scope="colgroup">
                        {term.section}
                      </th>
                    </tr>
                  )}
                  <tr>
                    <th scope="row" style={{ width: "22%" }}>
                      {term.zh}
                    </th>
                    <td style={{ width: "24%" }} lang="en">
                      {term.en}
                    </td>
                    <td lang="en">{term.meaning}</td>
                  </tr>
                </Fragment>
              ))}
            </tbody>
          </table>
        </Section>
        <div>
          <Section title={t.keys}>
            <h3>{t.anyPage}</h3>
            <dl className={styles.keys}>
              {keys
                .filter((key) => key.everywhere)
                .map((key) => (
                  <Fragment key={key.keys}>
                    <dt>
                      <kbd>{key.keys}</kbd>
                    </dt>
                    <dd>{key.name}</dd>
                  </Fragment>
                ))}
            </dl>
            <h3 style={{ marginTop: 12 }}>{t.onCases}</h3>
            <dl className={styles.keys}>
              {caseKeys.map(([key, name]) => (
                <Fragment key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{name}</dd>
                </Fragment>
              ))}
            </dl>
          </Section>
          <Section title={t.methods}>
            <p className="caption">{t.methodsWhy}</p>
            <ul>
              {methods.map(([file, zh, en]) => (
                <li key={file}>
                  {zh} <span lang="en">{en}</span> <code className="caption">{file}</code>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      </div>
    </Page>
  );
}
