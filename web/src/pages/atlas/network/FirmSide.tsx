// The selected firm: who it is, whom it buys from and whom it supplies.
import { useMemo } from "react";
import { money } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "../atlas.module.css";
import { type FirmNetwork, namesOf, type Partner, partnersOf } from "./network";
import stage from "./stage.module.css";
import { networkTexts } from "./text";

interface FirmSideProps {
  network: FirmNetwork;
  firm: number;
  onSelect: (firm: number) => void;
}

const listed = 12;

export function FirmSide({ network, firm, onSelect }: FirmSideProps) {
  const t = useTexts(networkTexts);
  const language = useLanguage();
  const { suppliers, customers } = useMemo(() => partnersOf(network, firm), [network, firm]);
  const { firms } = network;
  const id = firms.id.at(firm);
  const path = pathOf("firm", id);
  const place = network.places[firms.place[firm] ?? -1];
  const product = network.products[firms.product[firm] ?? -1];
  const list = (title: string, colour: string, partners: readonly Partner[]) => (
    <Section
      title={
        <span className={stage.key} style={{ "--kind": `var(${colour})` } as React.CSSProperties}>
          {title} {partners.length}
        </span>
      }
    >
      <ul className={styles.list}>
        {partners.slice(0, listed).map((one, i) => (
          <li key={`${one.firm} ${one.product} ${i}`}>
            <button type="button" className={styles.textButton} onClick={() => onSelect(one.firm)}>
              {nameIn(language, namesOf(network, one.firm))}
            </button>
            <span className="caption">
              {nameIn(language, network.products[one.product] ?? {})} · {money(one.value * 100, language)}
            </span>
          </li>
        ))}
      </ul>
      {partners.length > listed ? <p className="caption">+ {partners.length - listed}</p> : null}
    </Section>
  );
  return (
    <>
      <p className="caption">
        {id}
        {firms.is_synthetic[firm] ? ` · ${t.madeUp}` : ""}
      </p>
      <dl className={styles.strips}>
        <dt>{t.place}</dt>
        <dd>
          {nameIn(language, { name_zh: place?.region_zh ?? "", name_en: place?.region_en ?? "" }) || t.unknownPlace}
        </dd>
        <dt>{t.mainProduct}</dt>
        <dd>{product ? nameIn(language, product) : "—"}</dd>
        <dt>{t.sales}</dt>
        <dd className="number">{money((firms.sales_cny[firm] ?? 0) * 100, language)}</dd>
        <dt>{t.purchases}</dt>
        <dd className="number">{money((firms.purchases_cny[firm] ?? 0) * 100, language)}</dd>
      </dl>
      {path ? <Link to={path}>{t.firmPage}</Link> : null}
      {list(t.suppliers, "--run-c", suppliers)}
      {list(t.customers, "--run-b", customers)}
    </>
  );
}
