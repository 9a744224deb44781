// The link to a page: with the version that it shows now or always the newest, with or without filters; and who can
// open it.
import { CopyOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, Modal, Radio } from "antd";
import { useId, useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { get } from "@/api/hooks";
import { nameIn, useLanguage, useTexts } from "@/text";
import { useAbout } from "./about";
import { areaAt, permissionsOf } from "./areas";
import { copyText } from "./clipboard";
import { useDataset } from "./dataset";
import { takesVersion } from "./frozen";
import { sharedPath } from "./share";
import { useToast } from "./toast";
import styles from "./version.module.css";
import { versionTexts } from "./version-texts";

export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(versionTexts);
  const toast = useToast();
  const id = useId();
  const { pathname } = useLocation();
  const [query] = useSearchParams();
  const dataset = useDataset();
  const about = useAbout();
  const shown = about?.version ?? dataset.version;
  const mayFix = takesVersion(pathname) && shown !== undefined;
  const [fixed, setFixed] = useState(true);
  const [filters, setFilters] = useState(true);
  const version = mayFix && fixed ? shown : undefined;
  const link = location.origin + sharedPath(pathname, query, { dataset: dataset.name, version, filters });
  const hasFilters = [...query.keys()].some((key) => key !== "ds" && key !== "v");
  const copy = async () => {
    await copyText(link);
    toast.success(t.copied);
    onClose();
  };
  return (
    <Modal title={t.shareTitle} open onCancel={onClose} footer={null} width={560} destroyOnHidden>
      <div className={styles.share}>
        <section>
          <h3 id={`${id}-shows`}>{t.shows}</h3>
          {mayFix ? (
            <Radio.Group
              aria-labelledby={`${id}-shows`}
              value={fixed}
              onChange={(event) => setFixed(event.target.value)}
              className={styles.choices}
              options={[
                { value: true, label: <Choice name={t.fixed(shown)} why={t.fixedWhy} /> },
                { value: false, label: <Choice name={t.newest} why={t.newestWhy} /> },
              ]}
            />
          ) : (
            <p>{t.noVersion}</p>
          )}
          {hasFilters ? (
            <Checkbox checked={filters} onChange={(event) => setFilters(event.target.checked)}>
              {t.keepFilters}
            </Checkbox>
          ) : null}
        </section>
        <section>
          <h3>{t.who}</h3>
          <Openers pathname={pathname} />
        </section>
        <div className={styles.link}>
          <Input
            readOnly
            value={link}
            aria-label={t.link}
            onFocus={(event) => event.target.select()}
            onPressEnter={() => void copy()}
          />
          <Button type="primary" icon={<CopyOutlined />} autoFocus onClick={() => void copy()}>
            {t.copy}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Choice({ name, why }: { name: string; why: string }) {
  return (
    <span>
      {name} <span className="caption">{why}</span>
    </span>
  );
}

function Openers({ pathname }: { pathname: string }) {
  const t = useTexts(versionTexts);
  const language = useLanguage();
  const area = areaAt(pathname);
  const wanted = area ? permissionsOf(area) : [];
  const permissions = useQuery(get("/api/v1/permissions"));
  const roles = useQuery(get("/api/v1/roles"));
  if (wanted.length === 0) return <p>{t.whoNone}</p>;
  const nameOf = (one: string) => {
    const found = permissions.data?.items.find((permission) => permission.id === one);
    return found ? nameIn(language, found) : one;
  };
  const holding = roles.data?.items.filter((role) => wanted.some((one) => role.permissions.includes(one)));
  // Areas with many kinds of pages are opened by any one of many permissions; their roles say it better.
  const named = wanted.slice(0, 3).map((one) => t.whoHas(nameOf(one), one));
  return (
    <>
      <p>
        {wanted.length > named.length ? `${named.join(t.or)}…` : named.join(t.or)}
        {holding?.length
          ? t.whoRoles(holding.map((role) => nameIn(language, role)).join(language === "zh" ? "、" : ", "))
          : ""}
      </p>
      <p className="caption">{t.whoOwn}</p>
    </>
  );
}
