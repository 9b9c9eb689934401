import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import type { Env } from "../../../app/server/env.ts";
import type { CreatorAccount } from "../../../app/services/ports/creator-accounts.ts";
import { bookOf } from "./book.ts";
import { creatorWorld } from "./world.ts";

/** The portal's routes as the framework calls them; what is asked of all of them is asked of the next one, too. */
type Route = { loader?: (args: LoaderFunctionArgs) => unknown; action?: (args: ActionFunctionArgs) => unknown };
const routes = import.meta.glob<Route>("../../../app/routes/creator.*.tsx", { eager: true });
const named = Object.entries(routes).map(([file, route]) => ({ file: file.split("/").at(-1) ?? file, route }));
const route = (file: string): Route => named.find((each) => each.file === file)?.route ?? {};

const origin = "https://fairshare.test";
const world = await creatorWorld();
const { creators, wallClock, clock, deps } = world;
const env = { SHOPIFY_APP_URL: new URL(origin) } as Env;
const context = () =>
  ({
    container: { creators, env, clock, addresses: deps.addresses },
    cspNonce: "",
    visitor: "10.3.0.1",
  }) as unknown as LoaderFunctionArgs["context"];

type Ask = {
  path?: string;
  cookie?: string;
  params?: Record<string, string>;
  form?: Record<string, string>;
  from?: string;
};

/** @returns the response, thrown or not; a page's data counts as one with status 200 */
async function ask(
  call: Route["loader"] | Route["action"],
  { path = "/creator", cookie = "", params = {}, form, from = origin }: Ask,
) {
  const headers = { Cookie: cookie, ...(form === undefined ? {} : { Origin: from }) };
  const post = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
  const request = new Request(origin + path, { headers, ...post });
  try {
    const answer = await call?.({ request, params, context: context() });
    return answer instanceof Response ? answer : { status: statusOf(answer), headers: new Headers(), data: answer };
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const statusOf = (answer: unknown): number =>
  answer !== null && typeof answer === "object" && "init" in answer
    ? ((answer.init as ResponseInit).status ?? 200)
    : 200;

async function signedIn(account: CreatorAccount): Promise<string> {
  const token = creators.newSecret();
  const at = wallClock.now();
  await creators.links.issue({
    token,
    email: `${account.handle}@example.com`,
    at,
    expiresAt: (at + 1000) as typeof at,
  });
  const answer = await ask(route("creator.sign-in.$token.tsx").action, { params: { token }, form: {} });
  return /^([^;]+)/.exec(answer.headers.get("Set-Cookie") ?? "")?.[1] ?? "";
}

const open = new Set(["creator.sign-in._index.tsx", "creator.sign-in.$token.tsx", "creator.sign-out.tsx"]);

test.each(named.filter(({ file, route: { loader } }) => loader !== undefined && !open.has(file)))(
  "$file: a stranger is sent to sign in, and comes back",
  async ({ route: { loader } }) => {
    const answer = await ask(loader, { path: "/creator/offers?q=a" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([
      302,
      "/creator/sign-in?next=%2Fcreator%2Foffers%3Fq%3Da",
    ]);
  },
);

test.each(named.filter(({ route: { action } }) => action !== undefined))(
  "$file: a form of another site is refused",
  async ({ route: { action } }) => {
    const cookie = await signedIn(await world.person(`csrf${named.findIndex((each) => each.route.action === action)}`));
    for (const from of ["https://evil.test", "null"]) {
      const answer = await ask(action, { cookie, form: { email: "maya@example.com" }, from });
      expect(answer.status).toBe(403);
    }
  },
);

test("signing in sets a cookie that scripts and other sites do not get, and leaves no older session behind", async () => {
  const maya = await world.person("maya");
  const first = await signedIn(maya);
  expect(first).toMatch(/^__Host-fairshare=[\w-]{43}$/);
  const token = creators.newSecret();
  const at = wallClock.now();
  await creators.links.issue({ token, email: "maya@example.com", at, expiresAt: (at + 1000) as typeof at });
  const again = await ask(route("creator.sign-in.$token.tsx").action, { cookie: first, params: { token }, form: {} });
  expect(again.headers.get("Set-Cookie")).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  const { loader } = route("creator.earnings._index.tsx");
  expect((await ask(loader, { cookie: first })).status).toBe(302);
  expect(
    (await ask(loader, { cookie: /^([^;]+)/.exec(again.headers.get("Set-Cookie") ?? "")?.[1] ?? "" })).status,
  ).toBe(200);
});

test("after signing in one goes on to the page that was asked for, and to no other site", async () => {
  const goesTo = async (next: string) => {
    const token = creators.newSecret();
    const at = wallClock.now();
    await creators.links.issue({ token, email: "maya@example.com", at, expiresAt: (at + 1000) as typeof at });
    const path = `/creator/sign-in/${token}?next=${encodeURIComponent(next)}`;
    return (await ask(route("creator.sign-in.$token.tsx").action, { path, params: { token }, form: {} })).headers.get(
      "Location",
    );
  };
  expect(await goesTo("/creator/payouts")).toBe("/creator/payouts");
  expect(await goesTo("//evil.test")).toBe("/creator");
});

test("signing out ends the session and clears the cookie", async () => {
  const cookie = await signedIn(await world.person("olga"));
  const answer = await ask(route("creator.sign-out.tsx").action, { cookie, form: {} });
  expect(answer.headers.get("Set-Cookie")).toMatch(/^__Host-fairshare=; Max-Age=0/);
  expect((await ask(route("creator.payouts._index.tsx").loader, { cookie })).status).toBe(302);
});

test("what is another creator's is not there", async () => {
  const [pia, quin] = [await world.person("pia"), await world.person("quin")];
  const shop = await world.shop("luma.myshopify.com");
  const partnership = await bookOf(world).partnershipOf(shop.id, await world.liveOffer(shop), pia.id);
  await bookOf(world).order(partnership, { orderId: 1n, at: "2026-11-20T12:00:00Z", earned: 1000n });
  const [line] = (
    await creators.database.earnings.lines(pia.id, { brand: null, month: null }, { after: null, limit: 1 })
  ).items;
  const asked = [
    { file: "creator.partnerships.$id.tsx", params: { id: partnership.id } },
    { file: "creator.earnings.$brand.$order.tsx", params: { brand: "luma", order: line?.commission?.reference ?? "" } },
  ];
  const [pias, quins] = [await signedIn(pia), await signedIn(quin)];
  for (const { file, params } of asked) {
    expect((await ask(route(file).loader, { cookie: pias, params })).status).toBe(200);
    expect((await ask(route(file).loader, { cookie: quins, params })).status).toBe(404);
  }
  await ask(route("creator.partnerships.$id.tsx").action, {
    cookie: quins,
    params: { id: partnership.id },
    form: { sure: "yes" },
  });
  expect(await creators.database.partnerships.get(pia.id, partnership.id, clock.now())).toMatchObject({
    state: "active",
  });
});

test("too many tries from one network are told when to come back", async () => {
  const { action } = route("creator.sign-in._index.tsx");
  let answer = await ask(action, { form: { email: "r0@example.com" } });
  for (let i = 1; i < 40 && answer.status !== 429; i++)
    answer = await ask(action, { form: { email: `r${i}@example.com` } });
  expect(answer).toMatchObject({
    status: 429,
    data: { init: { headers: { "Retry-After": expect.stringMatching(/^\d+$/) } } },
  });
});
