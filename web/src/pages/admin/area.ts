import { SettingOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "admin",
  order: 95,
  group: 2,
  icon: SettingOutlined,
  name: { zh: "管理", en: "Administration" },
  permission: [
    "user.manage",
    "organisation.manage",
    "role.grant",
    "role.approve",
    "session.revoke",
    "administration.read",
    "audit.read",
    "audit.verify",
    "system.operate",
    "approval.grant",
  ],
  routes: [
    { path: "/admin", load: () => import("./AdminStart") },
    { path: "/admin/users", load: () => import("./Users") },
    { path: "/admin/organisations", load: () => import("./Organisations") },
    { path: "/admin/roles", load: () => import("./Roles") },
    { path: "/admin/sessions", load: () => import("./Sessions") },
    { path: "/admin/approvals", load: () => import("./Approvals") },
    { path: "/admin/audit", load: () => import("./Audit") },
    { path: "/admin/jobs", load: () => import("./Jobs") },
    { path: "/admin/health", load: () => import("./Health") },
  ],
});
