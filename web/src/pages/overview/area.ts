import { DashboardOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";
import { citiesQuery, overviewQuery } from "./queries";

export default defineArea({
  id: "overview",
  order: 10,
  group: 1,
  icon: DashboardOutlined,
  name: { zh: "总览", en: "Overview" },
  permission: "break_point.read",
  letter: "o",
  routes: [
    {
      path: "/overview",
      load: () => import("./Overview"),
      versioned: true,
      reads: ({ dataset }, read) => {
        if (!dataset) return;
        void read(overviewQuery(dataset));
        void read(citiesQuery(dataset));
      },
    },
  ],
});
