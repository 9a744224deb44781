import { FileTextOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "remedies",
  order: 60,
  group: 1,
  icon: FileTextOutlined,
  name: { zh: "处置", en: "Remedies" },
  permission: ["remedy.read", "brief.read"],
  letter: "r",
  routes: [
    { path: "/remedies", load: () => import("./Remedies"), versioned: true },
    { path: "/briefs", load: () => import("./Briefs") },
    { path: "/briefs/new", load: () => import("./NewBrief") },
    { path: "/briefs/:id", load: () => import("./BriefPage") },
  ],
  objects: {
    brief: (id) => `/briefs/${id}`,
  },
});
