// A session that ended under an open page: one signs in over it and goes on, with everything that was typed.
import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { setCsrfToken } from "@/api/client";
import { refresh } from "@/api/hooks";
import { type Me, meQuery } from "@/frame/session";
import { useTexts } from "@/text";
import { SignInForm } from "./SignInForm";
import { signInTexts } from "./text";

export default function SignInAgain({ me }: { me: Me }) {
  const t = useTexts(signInTexts);
  const client = useQueryClient();
  const done = (next: Me) => {
    if (next.account.id !== me.account.id) {
      // What is on the screen was read by somebody else.
      location.reload();
      return;
    }
    setCsrfToken(next.csrf_token);
    client.setQueryData(meQuery.queryKey, next);
    void refresh(client, ["/api/v1/"]);
  };
  return (
    <Modal title={t.endedTitle} open closable={false} keyboard={false} footer={null} width={440} zIndex={2000}>
      <p>{t.endedText}</p>
      <SignInForm onDone={done} again={me.account.name} />
    </Modal>
  );
}
