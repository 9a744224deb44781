import { UserOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "me",
  icon: UserOutlined,
  name: { zh: "我的账号", en: "My account" },
  routes: [
    { path: "/me", load: () => import("./Me") },
    { path: "/notifications", load: () => import("./Notifications") },
  ],
});
