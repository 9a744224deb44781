import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { ApiError } from "@/api/problem";
import { useDirectory } from "@/frame/directory";
import { SelectBox } from "@/frame/Form";
import { Section } from "@/frame/Page";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { type ActBody, actInOrder, useRefreshCases } from "./data";
import { peopleOptions, regionOptions } from "./FieldInput";
import type { CaseDetail, CasePerson, ProcessForm } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

/** Who stands in which relation; those who may name and release people. */
export function CasePeople({ detail, form }: { detail: CaseDetail; form: ProcessForm }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const block = useWriteBlock();
  const refresh = useRefreshCases();
  const [relation, setRelation] = useState("participant");
  const [who, setWho] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const act = async (body: ActBody) => {
    setBusy(true);
    setError(undefined);
    try {
      await actInOrder(detail.id, detail.sequence, [body]);
      setWho("");
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  const partyOf = (): CasePerson => {
    const [how, id = ""] = who.split(":");
    const organisation =
      how === "organisation"
        ? id
        : how === "person"
          ? (directory.people.find((one) => one.id === id)?.organisation_id ?? "")
          : "";
    return {
      relation,
      person: how === "person" ? id : "",
      organisation,
      region: how === "region" ? id : directory.regionOf({ organisation }),
    };
  };
  return (
    <Section title={t.people}>
      <table className={styles.table}>
        <tbody>
          {detail.people.length === 0 ? (
            <tr>
              <td className="caption">{t.none}</td>
            </tr>
          ) : null}
          {detail.people.map((one) => {
            const name = form.relations.find((each) => each.id === one.relation);
            const words = directory.party(one);
            return (
              <tr key={`${one.relation}.${one.person}.${one.organisation}.${one.region}`}>
                <th scope="row">{name ? nameOf(language, name) : one.relation}</th>
                <td>
                  {words}
                  {one.person && one.organisation ? (
                    <span className="caption"> · {directory.organisation(one.organisation)}</span>
                  ) : null}
                </td>
                {detail.edits.may_assign ? (
                  <td className="no-print">
                    <Button
                      size="small"
                      type="text"
                      icon={<CloseOutlined />}
                      aria-label={`${t.release} ${words}`}
                      title={t.release}
                      disabled={busy || block !== undefined}
                      onClick={() => void act({ act: "release", person: one })}
                    />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      {detail.edits.may_assign ? (
        <div className={`${styles.addRow} no-print`}>
          <SelectBox
            aria-label={t.relation}
            value={relation}
            empty={false}
            onChange={setRelation}
            options={form.relations.map((one) => ({ value: one.id, label: nameOf(language, one) }))}
          />
          <SelectBox
            aria-label={t.who}
            value={who}
            empty={t.who}
            onChange={setWho}
            options={[
              ...directory.organisations.map((one) => ({
                value: `organisation:${one.id}`,
                label: nameIn(language, one),
                group: t.organisation,
              })),
              ...regionOptions(directory).map((one) => ({ ...one, value: `region:${one.value}`, group: t.region })),
              ...peopleOptions(directory).map((one) => ({ ...one, value: `person:${one.value}` })),
            ]}
          />
          <Button
            disabled={who === "" || busy || block !== undefined}
            onClick={() => void act({ act: "assign", person: partyOf() })}
          >
            {t.add}
          </Button>
        </div>
      ) : null}
      <WriteProblem error={error} onReadNew={() => setError(undefined)} />
    </Section>
  );
}
