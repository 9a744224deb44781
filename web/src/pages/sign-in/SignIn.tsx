// From the door to the page: password, second factor, a password of one's own, an authenticator, the first administrators.
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { request, setCsrfToken } from "@/api/client";
import { type Me, meQuery } from "@/frame/session";
import { LanguageAndTheme, Mark } from "@/frame/TopBar";
import { frameTexts } from "@/frame/texts";
import { useTexts } from "@/text";
import { PasswordForm } from "./PasswordForm";
import { SignInForm } from "./SignInForm";
import styles from "./sign-in.module.css";
import { signInTexts } from "./text";

const EnrolForm = lazy(() => import("./EnrolForm"));
const NameAdministrators = lazy(() => import("./NameAdministrators"));

export default function SignIn({ me }: { me: Me | undefined }) {
  const t = useTexts(signInTexts);
  const frame = useTexts(frameTexts);
  const client = useQueryClient();
  // The one-time password just used, so that nobody types it twice.
  const [typed, setTyped] = useState("");
  const again = () => client.refetchQueries({ queryKey: meQuery.queryKey });
  const leave = async () => {
    await request("post", "/api/v1/sign-out").catch(() => undefined);
    setCsrfToken(null);
    client.clear();
    location.assign("/");
  };
  let body: ReactNode;
  let wide = false;
  if (!me) {
    body = (
      <SignInForm
        onDone={(next, password) => {
          setTyped(password);
          setCsrfToken(next.csrf_token);
          client.setQueryData(meQuery.queryKey, next);
        }}
      />
    );
  } else if (me.reach === "change_password") {
    body = <PasswordForm current={typed} onDone={again} />;
  } else if (me.reach === "enrol") {
    body = <EnrolForm onDone={again} />;
  } else {
    wide = true;
    body = <NameAdministrators onDone={leave} />;
  }
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.brand}>
          <Mark /> {frame.appName}
        </span>
        <span className={styles.what}>{frame.appWhat}</span>
        <span className={styles.tools}>
          <LanguageAndTheme />
          {me ? (
            <Button type="text" onClick={() => void leave()}>
              {t.signOut}
            </Button>
          ) : null}
        </span>
      </header>
      <main className={styles.main} data-wide={wide || undefined}>
        <Suspense>{body}</Suspense>
      </main>
    </div>
  );
}
