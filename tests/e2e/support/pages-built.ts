import { buildPages } from "../../../scripts/demo/build-pages.ts";

/** Before the browser's tests, once for all of them: the app's pages as they are in the source now. */
export default function setup(): void {
  buildPages((line) => console.log(line));
}
