import type { Locator, Page } from "playwright-core";

const MOST_TABS = 60;

/** Presses Tab until something has the focus. @throws Error when it cannot be reached that way, or when its focus cannot be seen */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let pressed = 0; pressed < MOST_TABS; pressed++) {
    await page.keyboard.press("Tab");
    if (!(await wanted.evaluate((element) => element === document.activeElement))) continue;
    const { outlineStyle, boxShadow } = await wanted.evaluate((element) => {
      const style = getComputedStyle(element);
      return { outlineStyle: style.outlineStyle, boxShadow: style.boxShadow };
    });
    if (outlineStyle === "none" && boxShadow === "none") throw new Error(`${wanted.toString()} shows no focus`);
    return;
  }
  throw new Error(`${wanted.toString()} is not reached by Tab`);
}
