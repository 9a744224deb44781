import { QuestionCircleOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "help",
  order: 99,
  group: 2,
  icon: QuestionCircleOutlined,
  name: { zh: "帮助", en: "Help" },
  routes: [
    { path: "/help", load: () => import("./Help") },
    { path: "/help/api", load: () => import("./ApiPage") },
  ],
});
