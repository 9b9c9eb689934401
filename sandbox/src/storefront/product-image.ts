import { createHash } from "node:crypto";
import { escape } from "../pages/markup.ts";

/** A calm picture for a product without a photograph: two tones and a shape that its handle chooses, always the same. */
export function productImage(handle: string, title: string): string {
  const bytes = createHash("sha256").update(handle).digest();
  const at = (index: number): number => bytes[index] ?? 0;
  const hue = Math.round((at(0) / 255) * 360);
  const [ground, deep, light] = [`hsl(${hue} 28% 90%)`, `hsl(${hue} 34% 42%)`, `hsl(${(hue + 30) % 360} 40% 68%)`];
  const shapes = [
    `<rect x="230" y="210" width="340" height="400" rx="60" fill="${deep}"/><rect x="300" y="300" width="200" height="120" rx="30" fill="${light}"/>`,
    `<circle cx="400" cy="410" r="200" fill="${deep}"/><circle cx="400" cy="410" r="110" fill="${light}"/>`,
    `<path d="M400 190 620 600H180Z" fill="${deep}"/><path d="M400 330 510 600H290Z" fill="${light}"/>`,
    `<rect x="290" y="180" width="220" height="440" rx="110" fill="${deep}"/><rect x="330" y="260" width="140" height="160" rx="70" fill="${light}"/>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800" role="img" aria-label="${escape(title)}"><rect width="800" height="800" fill="${ground}"/><ellipse cx="400" cy="650" rx="240" ry="26" fill="hsl(${hue} 20% 80%)"/>${shapes[at(1) % shapes.length] ?? ""}</svg>`;
}
