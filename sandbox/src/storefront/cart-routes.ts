import {
  json,
  redirect,
  type Handler,
  type RouteTable,
  type SandboxReply,
  type SandboxRequest,
} from "../http/router.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { addLine, giveCode, quoteCart, setQuantity } from "./cart.ts";
import { cartInput, type CartInput } from "./cart-input.ts";
import { cartJson, itemJson } from "./cart-json.ts";
import { localPath } from "./local-path.ts";
import { newCart, withSession, type Session, type Sessions } from "./session.ts";

/** More attributes than this a cart does not take; a name or value is cut. */
const MAX_ATTRIBUTES = 50;
const MAX_TEXT = 5000;

type Visitor = (request: SandboxRequest, shop: Shop, session: Session) => SandboxReply;

/** Gives a handler the shop and the browser's session, and sends its cookie. */
export function visitor(sessions: Sessions, handle: Visitor): Handler {
  return (request) => {
    if (!request.shop) return { status: 404, body: "No such shop" };
    const session = sessions.of(request, request.shop);
    return withSession(handle(request, request.shop, session), session);
  };
}

export function cartRoutes(world: World, sessions: Sessions): RouteTable {
  const ajax = (change: (shop: Shop, session: Session, input: CartInput) => SandboxReply | null): Handler =>
    visitor(sessions, (request, shop, session) => {
      const input = cartInput(request);
      if (!input) return json({ status: 400, message: "Bad Request", description: "The body is not JSON" }, 400);
      return change(shop, session, input) ?? json(cartJson(session, quoteCart(world, shop, session)));
    });
  const change = ajax((_, session, input) => {
    const at = input.fields.get("line");
    const key = at ? session.cart.lines[Number(at) - 1]?.key : input.fields.get("id");
    return setQuantity(session.cart, key ?? "", Number(input.fields.get("quantity") ?? Number.NaN))
      ? null
      : unprocessable("There is no such line, or no such quantity");
  });
  const update = ajax((shop, session, input) => (applyInput(world, shop, session, input), null));
  const clear = visitor(sessions, (_, shop, session) => {
    session.cart.lines = [];
    return json(cartJson(session, quoteCart(world, shop, session)));
  });
  return {
    "GET /cart.js": visitor(sessions, (_, shop, session) => json(cartJson(session, quoteCart(world, shop, session)))),
    "GET /cart.json": visitor(sessions, (_, shop, session) => json(cartJson(session, quoteCart(world, shop, session)))),
    "POST /cart/add.js": ajax((shop, session, input) => addByScript(world, shop, session, input)),
    "POST /cart/add": visitor(sessions, (request, shop, session) => addByForm(request, shop, session)),
    "POST /cart/update.js": update,
    "POST /cart/change.js": change,
    "POST /cart/clear.js": clear,
    "POST /cart": visitor(sessions, (request, shop, session) => {
      const input = cartInput(request);
      if (input) applyInput(world, shop, session, input);
      return redirect(input?.fields.has("checkout") ? "/checkout" : "/cart");
    }),
    "GET /cart/:permalink": visitor(sessions, (request, shop, session) => permalink(world, request, shop, session)),
    "GET /discount/:code": visitor(sessions, (request, shop, session) => {
      sessions.seePage(request, session);
      return shareableLink(world, request, shop, session);
    }),
  };
}

const unprocessable = (description: string): SandboxReply =>
  json({ status: 422, message: "Cart Error", description }, 422);

function addByScript(world: World, shop: Shop, session: Session, input: CartInput): SandboxReply {
  if (input.lines.length === 0) return unprocessable("Give an id, or items with ids");
  const before = structuredClone(session.cart.lines);
  const keys: string[] = [];
  for (const line of input.lines) {
    const added = addLine(shop, session.cart, line);
    if (added.kind === "refused") {
      session.cart.lines = before;
      return unprocessable(added.message);
    }
    keys.push(added.value.key);
  }
  applyInput(world, shop, session, { ...input, updates: [] });
  const quoted = quoteCart(world, shop, session);
  const items = keys.map((key) =>
    itemJson(
      session,
      quoted,
      session.cart.lines.findIndex((line) => line.key === key),
    ),
  );
  return json(input.fields.has("items") ? { items } : items[0]);
}

function addByForm(request: SandboxRequest, shop: Shop, session: Session): SandboxReply {
  const input = cartInput(request);
  const [line] = input?.lines ?? [];
  if (!line) return redirect("/cart");
  const added = addLine(shop, session.cart, line);
  session.flash = added.kind === "refused" ? added.message : "Added to your cart";
  return redirect(input?.fields.has("return_to") ? localPath(input.fields.get("return_to")) : "/cart");
}

function applyInput(world: World, shop: Shop, session: Session, input: CartInput): void {
  const { cart } = session;
  const keys = cart.lines.map((line) => line.key);
  for (const [name, quantity] of input.updates)
    setQuantity(cart, name.startsWith("@") ? (keys[Number(name.slice(1))] ?? "") : name, quantity);
  for (const [name, value] of input.attributes) {
    if (value === "") cart.attributes.delete(name);
    else if (cart.attributes.size < MAX_ATTRIBUTES || cart.attributes.has(name))
      cart.attributes.set(name.slice(0, MAX_TEXT), value.slice(0, MAX_TEXT));
  }
  if (input.note !== null) cart.note = input.note.slice(0, MAX_TEXT) || null;
  if (input.discount !== null) {
    cart.codes = [];
    for (const code of input.discount.split(",").filter((it) => it.trim()))
      giveCode(world, shop, session, code, "cart");
  }
}

/** `/cart/VARIANT:QUANTITY,VARIANT:QUANTITY?discount=CODE&attributes[x]=y` fills a new cart and goes to the checkout. */
function permalink(world: World, request: SandboxRequest, shop: Shop, session: Session): SandboxReply {
  const wanted = (request.params["permalink"] ?? "").split(",").map((it) => /^(\d+):(\d+)$/.exec(it));
  if (wanted.some((it) => !it)) return redirect("/cart");
  const { attributes, codes } = session.cart;
  session.cart = { ...newCart(), attributes, codes };
  for (const match of wanted) {
    const added = addLine(shop, session.cart, {
      variantId: Number(match?.[1]),
      quantity: Number(match?.[2]),
      properties: [],
    });
    if (added.kind === "refused") session.flash = added.message;
  }
  const query = new URLSearchParams(request.url.search);
  const input = [...query].flatMap(([name, value]) =>
    /^attributes\[.+\]$/.test(name) ? [[name.slice(11, -1), value] as [string, string]] : [],
  );
  applyInput(world, shop, session, {
    lines: [],
    updates: [],
    attributes: input,
    note: query.get("note"),
    discount: query.get("discount"),
    fields: new Map(),
  });
  return redirect(session.cart.lines.length > 0 && !query.has("storefront") ? "/checkout" : "/cart");
}

/** `/discount/CODE?redirect=/path`: other parameters go along, the target stays on the shop itself. */
function shareableLink(world: World, request: SandboxRequest, shop: Shop, session: Session): SandboxReply {
  const given = giveCode(world, shop, session, request.params["code"] ?? "", "cart");
  if (given.kind === "refused") session.flash = given.message;
  const query = new URLSearchParams(request.url.search);
  const target = new URL(localPath(query.get("redirect")), "http://shop.invalid");
  query.delete("redirect");
  for (const [name, value] of query) target.searchParams.append(name, value);
  return redirect(target.pathname + target.search + target.hash);
}
