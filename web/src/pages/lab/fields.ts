import { text } from "@/frame/url-state";
import { viewFields } from "./RunView";

/** What the address of the lab says. */
export const labFields = { ...viewFields, run: text(), shock: text(), from: text() };
