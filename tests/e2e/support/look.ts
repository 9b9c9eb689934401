import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";
import { type Chromium, DESK, PHONE, type Visitor } from "./chromium.ts";
import { offences } from "./offences.ts";

const FOLDER = path.join(import.meta.dirname, "../../../test-results/e2e");

/**
 * What must hold for every page: at a phone's and at a desk's width nothing is wider than the screen, and the console is
 * silent; axe finds nothing at the phone's, where more scrolls and folds (it takes longer than all the rest together).
 * A picture of each width is kept in test-results/ for people to look at. The width is given back.
 */
export async function look({ name: file }: Chromium, { page, noise }: Visitor, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESK;
  mkdirSync(path.join(FOLDER, file), { recursive: true });
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await frameHeights(page, "whole");
    await page.setViewportSize({ width: size.width, height: await heightOf(page, size.height) });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    if (size === PHONE) expect(await offences(page), `${name}: axe`).toEqual([]);
    await page.screenshot({ path: path.join(FOLDER, file, `${name}-${size.width}.png`), fullPage: true });
    expect(await tooWide(page), `${name} at ${size.width} px: wider than the screen`).toEqual([]);
    await frameHeights(page, "as it was");
  }
  await page.setViewportSize(before);
  expect(noise, `${name}: noise`).toEqual([]);
}

/** All of the page at once: what keeps to the screen's edge, such as a phone's tabs, then covers nothing in the picture. */
const heightOf = (page: Page, least: number): Promise<number> =>
  page.evaluate((screen) => Math.max(screen, document.documentElement.scrollHeight), least);

/** The admin's frame scrolls by itself; for the picture it is made as high as what is in it. */
async function frameHeights(page: Page, wanted: "whole" | "as it was"): Promise<void> {
  for (const frame of page.frames().slice(1)) {
    const element = await frame.frameElement();
    const height = wanted === "whole" ? await frame.evaluate(() => document.documentElement.scrollHeight) : null;
    await element.evaluate((found, pixels) => {
      (found as HTMLElement).style.minHeight = pixels === null ? "" : `${pixels}px`;
    }, height);
  }
}

/** The outermost elements that reach beyond the right edge, where a page scrolls sideways; [] where none does. */
async function tooWide(page: Page): Promise<string[]> {
  const found = await Promise.all(page.frames().map(wideIn));
  return found.flat();
}

const wideIn = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
  });
