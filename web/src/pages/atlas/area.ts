import { ClusterOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";
import { chainQuery, chainsQuery } from "./reads";

export default defineArea({
  id: "atlas",
  order: 20,
  group: 1,
  icon: ClusterOutlined,
  name: { zh: "链图谱", en: "Chain atlas" },
  permission: "break_point.read",
  letter: "c",
  routes: [
    {
      path: "/chains",
      load: () => import("./Chains"),
      versioned: true,
      reads: ({ dataset }, read) => {
        if (dataset) void read(chainsQuery(dataset));
      },
    },
    {
      path: "/chains/:chain",
      load: () => import("./Chain"),
      versioned: true,
      reads: ({ dataset, path }, read) => {
        if (!dataset || !path.chain) return;
        void read(chainQuery(dataset, path.chain));
        void read(chainsQuery(dataset));
      },
    },
    { path: "/chain-links", load: () => import("./CrossChains"), versioned: true },
    { path: "/paths", load: () => import("./Paths"), versioned: true },
    { path: "/flows", load: () => import("./Flows"), versioned: true },
    { path: "/firm-network", load: () => import("./Network"), versioned: true },
  ],
  objects: { chain: (id) => `/chains/${id}` },
});
