import { DatabaseOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "data",
  order: 90,
  group: 2,
  icon: DatabaseOutlined,
  name: { zh: "数据", en: "Data" },
  permission: "dataset.read",
  letter: "d",
  routes: [
    { path: "/data", load: () => import("./Data") },
    { path: "/data/import", load: () => import("./Import") },
    { path: "/data/versions", load: () => import("./Versions") },
    { path: "/data/versions/:v", load: () => import("./Version") },
    { path: "/data/tables", load: () => import("./Tables"), versioned: true },
    { path: "/data/gaps", load: () => import("./Gaps"), versioned: true },
    { path: "/data/sources", load: () => import("./Sources"), versioned: true },
  ],
  objects: { dataset_version: (v) => `/data/versions/${v}` },
});
