import { readFileSync } from "node:fs";
import path from "node:path";
import { transformSync } from "amaro";

/**
 * Makes one classic script of a TypeScript module and what it imports from its own folder: types are stripped, imports
 * and `export` go, all stands in one function. App Bridge has to be such a script: it blocks, and is there before the app.
 *
 * @param call the statement at the end that starts it
 */
export function browserScript(entry: string, call: string): string {
  const parts: string[] = [];
  collect(entry, parts, new Set());
  return `(() => {\n"use strict";\n${parts.join("\n")}\n${call}\n})();\n`;
}

const IMPORT = /^import\s[^;]*?from\s+"(\.[^"]+)";\s*$/gm;

function collect(file: string, parts: string[], seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const source = transformSync(readFileSync(file, "utf8"), { mode: "strip-only" }).code;
  for (const match of source.matchAll(IMPORT))
    if (match[1]) collect(path.join(path.dirname(file), match[1]), parts, seen);
  parts.push(source.replace(IMPORT, "").replace(/^export /gm, ""));
}
