import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import styles from "./cases.module.css";
import { caseQuery, formQuery } from "./data";
import { ClosedSteps, Proposals, Steps } from "./Steps";
import { caseTexts } from "./text";

/** The steps of a case without leaving the list. */
export function StateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(caseTexts);
  const detail = useQuery({ ...caseQuery(id), staleTime: 0 });
  const form = useQuery({
    ...formQuery(detail.data?.type ?? "", detail.data?.version),
    enabled: detail.data !== undefined,
  });
  return (
    <Modal title={`${t.stateTitle} ${id}`} open onCancel={onClose} footer={null} width={560} destroyOnHidden>
      <QueryState query={detail} rows={3}>
        {(data) =>
          form.data ? (
            <div className={styles.dialog}>
              <Proposals detail={data} form={form.data} />
              <Steps detail={data} form={form.data} onDone={onClose} />
              <ClosedSteps detail={data} form={form.data} />
            </div>
          ) : null
        }
      </QueryState>
    </Modal>
  );
}
