import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { ApiError } from "@/api/problem";
import { DesignProvider } from "@/design/antd";
import "@/design/base.css";
import { applyTokens } from "@/design/tokens";
import { beginFirstView } from "@/frame/first-view";
import { meQuery } from "@/frame/session";
import { applySettings, isDark, settingsStore } from "@/frame/settings";
import { App } from "./App";

// Whatever answers 401 ends the session on screen.
function onError(error: unknown) {
  if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: meQuery.queryKey });
}
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => query.queryKey[0] !== meQuery.queryKey[0] && onError(error),
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // Refusals are answers; only the network and a busy server are worth another try.
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 429),
    },
  },
});

applySettings();
applyTokens(isDark(settingsStore.get()) ? "dark" : "light", settingsStore.get().language);
void beginFirstView(client, location).then(() =>
  createRoot(document.getElementById("root")!).render(
    <QueryClientProvider client={client}>
      <DesignProvider>
        <App />
      </DesignProvider>
    </QueryClientProvider>,
  ),
);
