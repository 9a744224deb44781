import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { type Area, areas, isOffered, permissionsOf } from "@/frame/areas";
import { NotFound } from "@/frame/NotFound";
import { Shell } from "@/frame/Shell";
import { MeContext, useCan, useMeQuery } from "@/frame/session";
import { Failure, Loading, NoPermission } from "@/frame/states";

const SignInAgain = lazy(() => import("@/pages/sign-in/SignInAgain"));
const SignIn = lazy(() => import("@/pages/sign-in/SignIn"));

// The first area that one is offered.
function Home() {
  const can = useCan();
  const first = areas.find((area) => area.order !== undefined && isOffered(area, can));
  return first ? <Navigate to={first.routes[0]!.path} replace /> : <NoPermission />;
}

const pages = areas.flatMap((area) => area.routes.map(({ path, load }) => ({ area, path, Body: lazy(load) })));

// A page that one is not offered says which permission it asks for, and reads nothing.
function Guard({ area, children }: { area: Area; children: ReactNode }) {
  const can = useCan();
  if (isOffered(area, can)) return children;
  return <NoPermission permission={permissionsOf(area).join(" / ")} />;
}

export function App() {
  const me = useMeQuery();
  useEffect(() => {
    // A session that ends while the page is open: the next reading says so, and one signs in over the page.
    const look = () => document.visibilityState === "visible" && void me.refetch();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [me.refetch]);
  const signedOut = me.error?.status === 401;
  if (me.data && me.data.reach === "full" && !me.data.permissions.includes("setup.name_administrators")) {
    return (
      <MeContext.Provider value={me.data}>
        {signedOut ? (
          <Suspense>
            <SignInAgain me={me.data} />
          </Suspense>
        ) : null}
        <BrowserRouter>
          <Routes>
            <Route element={<Shell />}>
              <Route path="/" element={<Home />} />
              {pages.map(({ area, path, Body }) => (
                <Route
                  key={path}
                  path={path}
                  element={
                    <Guard area={area}>
                      <Body />
                    </Guard>
                  }
                />
              ))}
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </BrowserRouter>
      </MeContext.Provider>
    );
  }
  if (me.error && !signedOut) return <Failure error={me.error} retry={() => void me.refetch()} />;
  if (me.isPending) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <SignIn me={signedOut ? undefined : me.data} />
    </Suspense>
  );
}
