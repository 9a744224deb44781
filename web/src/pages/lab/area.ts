import { ExperimentOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";
import { resultQuery, runQuery, runsQuery } from "./queries";

export default defineArea({
  id: "lab",
  order: 40,
  group: 1,
  icon: ExperimentOutlined,
  name: { zh: "情景推演", en: "Scenario lab" },
  permission: "scenario.read",
  letter: "l",
  routes: [
    {
      path: "/lab",
      load: () => import("./Lab"),
      reads: async ({ query }, read) => {
        const runs = await read(runsQuery());
        const shown = query.get("run") ?? query.get("from") ?? runs?.items.at(-1)?.id;
        if (shown === undefined) return;
        void read(runQuery(String(shown)));
        void read(resultQuery(String(shown)));
      },
    },
    { path: "/lab/compare", load: () => import("./Compare") },
    { path: "/lab/runs/:id", load: () => import("./RunPage") },
  ],
  objects: { run: (id) => `/lab/runs/${id}` },
});
