import type { AppInstallation } from "../state/apps.ts";
import { sign } from "./signature.ts";

/** Shopify may go on signing with the old secret for up to an hour after a rotation. */
export const ROTATION_MS = 60 * 60 * 1000;

/** Which secret signs: during a rotation the old one, until its hour is over. */
export class Secrets {
  readonly #previous = new Map<AppInstallation, { secret: string; until: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The app's secret becomes `secret`; signatures follow after `overlapMs` of the sandbox's time. */
  rotate(app: AppInstallation, secret: string, overlapMs = ROTATION_MS): void {
    this.#previous.set(app, { secret: app.secret, until: this.#now().getTime() + overlapMs });
    app.secret = secret;
  }

  sign(payload: Buffer, app: AppInstallation): string {
    const previous = this.#previous.get(app);
    const old = previous && this.#now().getTime() < previous.until ? previous.secret : null;
    return sign(payload, old ?? app.secret);
  }
}
