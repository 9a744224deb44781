import { SafetyCertificateOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "backup",
  order: 50,
  group: 1,
  icon: SafetyCertificateOutlined,
  name: { zh: "备份", en: "Backup" },
  permission: "backup.read",
  letter: "k",
  routes: [
    { path: "/backup", load: () => import("./BackupDesk") },
    { path: "/backup/register", load: () => import("./Register") },
    { path: "/backup/plans/:id", load: () => import("./PlanPage") },
    { path: "/drills", load: () => import("./Drills") },
    { path: "/drills/new", load: () => import("./NewDrill") },
    { path: "/drills/:id", load: () => import("./DrillPage") },
  ],
  objects: {
    plan: (id) => `/backup/plans/${id}`,
    drill: (id) => `/drills/${id}`,
  },
});
