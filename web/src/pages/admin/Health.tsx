import { CheckCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/hooks";
import { full, short } from "@/design/number";
import { Section } from "@/frame/Page";
import { Loading } from "@/frame/states";
import { useLanguage, useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import styles from "./admin.module.css";
import { quantile, readMetrics, total } from "./metrics";
import { adminTexts } from "./text";

/** Probes answer 503 as well as 200; both are answers. */
async function probe(path: string): Promise<{ ok: boolean; text: string }> {
  const response = await fetch(path, { cache: "no-store" });
  return { ok: response.ok, text: await response.text() };
}

export default function Health() {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const options = { refetchInterval: 15_000, retry: false } as const;
  const alive = useQuery({ queryKey: ["/healthz"], queryFn: () => probe("/healthz"), ...options });
  const ready = useQuery({ queryKey: ["/readyz"], queryFn: () => probe("/readyz"), ...options });
  const metrics = useQuery({ queryKey: ["/metrics"], queryFn: () => probe("/metrics"), ...options });
  const system = useQuery(get("/api/v1/system"));
  const samples = metrics.data?.ok ? readMetrics(metrics.data.text) : [];
  const p95 = quantile(samples, "tenon_http_request_seconds", 0.95);
  const figures: [string, string | undefined][] = [
    [t.requests_total, words(total(samples, "tenon_http_requests_total"))],
    [t.errors_total, words(total(samples, "tenon_http_requests_total", (labels) => labels.status === "5xx") ?? 0)],
    [t.p95, p95 === undefined ? undefined : Number.isFinite(p95) ? `${full(p95 * 1000)} ms` : "∞"],
    [t.connections, words(total(samples, "tenon_http_connections"))],
    [t.workers, words(total(samples, "tenon_http_workers_busy"))],
    [t.queue, words(total(samples, "tenon_http_requests_queued"))],
    [t.listeners, words(total(samples, "tenon_http_event_listeners"))],
    [t.received, bytes(total(samples, "tenon_http_received_bytes_total"))],
    [t.sent, bytes(total(samples, "tenon_http_sent_bytes_total"))],
  ];
  function words(value: number | undefined) {
    return value === undefined ? undefined : full(value);
  }
  function bytes(value: number | undefined) {
    return value === undefined ? undefined : `${short(value / 1e6, language)} MB`;
  }
  const row = (name: string, state: { ok: boolean; text: string } | undefined, failed: boolean) => (
    <tr>
      <th scope="row" style={{ width: 160 }}>
        {name}
      </th>
      <td>
        {state?.ok ? (
          <>
            <CheckCircleOutlined aria-hidden="true" /> {t.ok}
          </>
        ) : state || failed ? (
          <b>
            <ExclamationCircleOutlined aria-hidden="true" /> {t.bad} {state?.text.slice(0, 200)}
          </b>
        ) : (
          "…"
        )}
      </td>
    </tr>
  );
  return (
    <AdminPage tab="health" answer={ready.isPending ? undefined : t.healthAnswer(ready.data?.ok === true)}>
      <table className={styles.table} style={{ maxWidth: 640, marginBottom: 20 }}>
        <tbody>
          {row(t.alive, alive.data, alive.isError)}
          {row(t.ready, ready.data, ready.isError)}
          <tr>
            <th scope="row">{t.version}</th>
            <td>
              {system.data
                ? Object.values(system.data)
                    .filter((one) => typeof one === "string")
                    .join(" ")
                : "…"}
            </td>
          </tr>
        </tbody>
      </table>
      <Section title={t.metrics} extra={<span className="caption">{t.since_start}</span>}>
        {metrics.isPending ? (
          <Loading rows={3} />
        ) : metrics.data?.ok ? (
          <>
            <div className={styles.figures}>
              {figures.map(([name, value]) => (
                <div key={name} className={styles.figure}>
                  <span className="caption">{name}</span>
                  <b>{value ?? "—"}</b>
                </div>
              ))}
            </div>
            <details>
              <summary>{t.rawMetrics}</summary>
              <pre className={styles.pre} tabIndex={0}>
                {metrics.data.text}
              </pre>
            </details>
          </>
        ) : (
          <p>{t.metricsAway}</p>
        )}
      </Section>
    </AdminPage>
  );
}
