// Loading, empty, failed, not permitted, not found, stale: the same words and shapes on every page.

import { CloudOutlined, ExclamationCircleOutlined, LockOutlined, ReloadOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { Component, type ReactNode, useEffect, useState } from "react";
import type { ApiError } from "@/api/problem";
import { expectedIn } from "@/api/problem";
import { useLanguage, useTexts } from "@/text";
import { useConnection } from "./connection";
import { useFrozen } from "./frozen";
import styles from "./states.module.css";
import { frameTexts } from "./texts";
import { versionTexts } from "./version-texts";

export function StateBox({
  icon,
  title,
  children,
  actions,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.box}>
      {icon ? <div className={styles.icon}>{icon}</div> : null}
      <h2>{title}</h2>
      {children ? <div className={styles.words}>{children}</div> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}

/** Nothing for 300 ms, then grey lines of the content's height, after 3 s words. */
export function Loading({ rows = 8 }: { rows?: number }) {
  const t = useTexts(frameTexts);
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), 300), setTimeout(() => setStage(2), 3000)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <div className={styles.loading} aria-busy="true" style={{ minHeight: rows * 36 }}>
      {stage > 0
        ? Array.from({ length: rows }, (_, i) => (
            <div key={String(i)} className={styles.bone} style={{ width: `${96 - ((i * 37) % 40)}%` }} />
          ))
        : null}
      <p role="status" className="caption">
        {stage > 1 ? t.loadingLong : ""}
      </p>
    </div>
  );
}

export function NoPermission({ permission }: { permission?: string }) {
  const t = useTexts(frameTexts);
  return (
    <StateBox icon={<LockOutlined />} title={t.noPermission}>
      {permission ? (
        <p>
          <code>{t.missingPermission(permission)}</code>
        </p>
      ) : null}
      <p>{t.whoGrants}</p>
    </StateBox>
  );
}

export function Failure({ error, retry }: { error: ApiError; retry?: () => void }) {
  const t = useTexts(frameTexts);
  if (error.status === 403) return <NoPermission permission={error.missingPermission} />;
  const offline = error.isOffline;
  return (
    <StateBox
      icon={offline ? <CloudOutlined /> : <ExclamationCircleOutlined />}
      title={offline ? t.offline : error.status === 404 ? t.notFound : t.failed}
      actions={
        retry ? (
          <Button icon={<ReloadOutlined />} onClick={retry}>
            {t.retry}
          </Button>
        ) : null
      }
    >
      {offline ? null : <p>{error.detail || error.message}</p>}
      {error.requestId ? (
        <p className="caption">
          {t.requestId} <code>{error.requestId}</code>
        </p>
      ) : null}
    </StateBox>
  );
}

/** A query's loading, error and content; what was read before stays on screen, greyed, where a newer reading fails. */
export function QueryState<T>({
  query,
  rows,
  children,
}: {
  query: UseQueryResult<T, ApiError>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const t = useTexts(frameTexts);
  if (query.data !== undefined) {
    // The content keeps its place in the tree: what is being typed in it outlives a failed reading.
    const failed = query.isError ? query.error : undefined;
    return (
      <>
        {failed ? (
          <Alert
            type="warning"
            showIcon
            className={styles.old}
            title={t.failedOld}
            description={failed.requestId ? `${t.requestId} ${failed.requestId}` : undefined}
            action={<Button onClick={() => void query.refetch()}>{t.retry}</Button>}
          />
        ) : null}
        {children(query.data)}
        {failed ? <span hidden className={styles.endOfOld} /> : null}
      </>
    );
  }
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading rows={rows} />;
}

/** What a refused change says, beside the form: faults by field, a stale version with the way out. */
export function WriteProblem({ error, onReadNew }: { error: ApiError | null | undefined; onReadNew?: () => void }) {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  if (!error) return null;
  if (error.isStale && onReadNew) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t.staleTitle}
        description={t.staleText}
        action={<Button onClick={onReadNew}>{t.readNew}</Button>}
      />
    );
  }
  const words = error.isOffline
    ? t.offlineWrite
    : error.status === 401
      ? t.signedOutWrite
      : error.status === 403 && error.missingPermission
        ? t.missingPermission(error.missingPermission)
        : error.detail;
  return (
    <Alert
      type="error"
      showIcon
      title={error.isOffline ? t.offline : error.message}
      description={
        <>
          {words ? <p>{words}</p> : null}
          {error.faults.length > 0 ? (
            <ul>
              {error.faults.map((fault) => (
                <li key={`${fault.pointer}${fault.parameter}${fault.line}${fault.expected}`}>
                  {[fault.file, fault.line, fault.column, fault.pointer ?? fault.parameter].filter(Boolean).join(" · ")}{" "}
                  {expectedIn(language, fault)}
                </li>
              ))}
            </ul>
          ) : null}
          {error.requestId ? (
            <p className="caption">
              {t.requestId} {error.requestId}
            </p>
          ) : null}
        </>
      }
    />
  );
}

/** Why saving is off, or undefined where it is on. */
export function useWriteBlock(): string | undefined {
  const t = useTexts(frameTexts);
  const words = useTexts(versionTexts);
  const { state } = useConnection();
  const { version } = useFrozen();
  if (state === "lost") return t.offlineWrite;
  return version === undefined ? undefined : words.block(version);
}

interface BoundaryProps {
  children: ReactNode;
  /** Changes when another page is shown. */
  place: string;
  words: { crashed: string; retry: string };
}
export class Boundary extends Component<BoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override componentDidUpdate(before: BoundaryProps) {
    if (before.place !== this.props.place && this.state.error) this.setState({ error: undefined });
  }
  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <StateBox
        icon={<ExclamationCircleOutlined />}
        title={this.props.words.crashed}
        actions={<Button onClick={() => location.reload()}>{this.props.words.retry}</Button>}
      >
        <p>
          <code>{this.state.error.message}</code>
        </p>
      </StateBox>
    );
  }
}
