import { defineArea } from "@/frame/areas";

// Without a place in the navigation: one comes here from search, chains and lists.
export default defineArea({
  id: "products",
  name: { zh: "产品与企业", en: "Products and firms" },
  permission: "dataset.read",
  routes: [
    { path: "/products/:id", load: () => import("./Product"), versioned: true },
    { path: "/firms/:id", load: () => import("./Firm"), versioned: true },
  ],
  objects: { product: (id) => `/products/${id}`, firm: (id) => `/firms/${id}` },
});
