import { idOf } from "../../state/ids.ts";
import type { Context, View } from "../context.ts";
import { pixelView } from "../views/app.ts";
import { payload, wrong, type UserError } from "./payload.ts";

interface PixelInput {
  settings: unknown;
}

const settingsText = ({ settings }: PixelInput): string =>
  typeof settings === "string" ? settings : JSON.stringify(settings);

const result = (type: string, { app }: Context, errors: readonly UserError[] = []): View =>
  payload(
    type,
    { webPixel: errors.length === 0 && app.webPixel ? pixelView(app.webPixel) : null },
    "ErrorsWebPixelUserError",
    errors,
  );

/** One pixel an app and shop. */
export function webPixelCreate(args: { webPixel: PixelInput }, context: Context): View {
  const { app, world } = context;
  if (app.webPixel) {
    const message = "The app already has a web pixel in this shop; update it.";
    return result("WebPixelCreatePayload", context, [wrong(["webPixel"], message, "TAKEN")]);
  }
  app.webPixel = { id: world.ids.next("WebPixel"), settings: settingsText(args.webPixel) };
  return result("WebPixelCreatePayload", context);
}

export function webPixelUpdate(args: { id: string; webPixel: PixelInput }, context: Context): View {
  const { webPixel } = context.app;
  if (!webPixel || webPixel.id !== idOf(args.id, "WebPixel"))
    return result("WebPixelUpdatePayload", context, [wrong(["id"], "Web pixel not found", "NOT_FOUND")]);
  webPixel.settings = settingsText(args.webPixel);
  return result("WebPixelUpdatePayload", context);
}
