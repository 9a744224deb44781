import type { Plugin } from "vite";

export function boundaries(): Plugin;
