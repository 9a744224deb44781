// Above a page whose address names a version: that it is fixed, whether a newer one is there, and the way out.
import { PushpinOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "react-router";
import { useTexts } from "@/text";
import { useDataset } from "./dataset";
import { useFrozen } from "./frozen";
import styles from "./version.module.css";
import { versionTexts } from "./version-texts";

const VersionDiff = lazy(() => import("./VersionDiff"));

export function VersionBanner() {
  const t = useTexts(versionTexts);
  const { named, version } = useFrozen();
  const { name, newest } = useDataset();
  const [, setQuery] = useSearchParams();
  const [comparing, setComparing] = useState(false);
  if (named === undefined || newest === undefined) return null;
  const release = () =>
    setQuery((before) => {
      const next = new URLSearchParams(before);
      next.delete("v");
      return next;
    });
  if (version === undefined) {
    return (
      <div className={styles.banner} role="status">
        <span>{t.ignored(named)}</span>
        <Button size="small" onClick={release}>
          {t.remove}
        </Button>
      </div>
    );
  }
  const isOlder = newest > version;
  return (
    <div className={styles.banner} role="status">
      <span>
        <PushpinOutlined aria-hidden="true" />{" "}
        <b>{newest < version ? t.notThere(version, newest) : `${t.frozen(version)}${isOlder ? "" : t.frozenNewest}`}</b>
        {isOlder ? ` · ${t.isThere(newest)}` : ""}
      </span>
      {isOlder ? (
        <Button size="small" onClick={() => setComparing(true)}>
          {t.differences}
        </Button>
      ) : null}
      <Button size="small" onClick={release}>
        {newest === version ? t.release : t.goNewest}
      </Button>
      {newest < version ? null : <span className={styles.basis}>{t.current}</span>}
      {comparing ? (
        <Suspense>
          <VersionDiff name={name} before={version} after={newest} onClose={() => setComparing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
