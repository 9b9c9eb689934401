import type { Delivery } from "../reference/output.ts";
import { decimalText, EXPONENTS } from "./amounts.ts";
import { iso } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import { discounts, emailOf, notes } from "./evidence.ts";
import { doc, type Doc } from "./offer.ts";
import { addLine, orderOf, type Draft } from "./order.ts";
import { refundOf, settle } from "./refund.ts";
import { someDay, type Scene } from "./scene.ts";

/** A delivery with the moment (seconds) at which it would arrive if nothing delayed it. */
export type Timed = { at: number; delivery: Delivery };

/** What happens to one order, told as deliveries. */
export class Story {
  readonly told: Timed[] = [];
  private readonly dice: Dice;
  private readonly scene: Scene;
  private readonly draft: Draft;
  private at: number;
  private updated: number;

  constructor(dice: Dice, scene: Scene, id: number) {
    this.dice = dice;
    this.scene = scene;
    this.draft = orderOf(dice, scene, id);
    // Imports are processed long before they are told: they change what is known of orders told earlier.
    const imported = dice.chance(scene.taste === "totals" || scene.taste === "customers" ? 35 : 8);
    this.at = this.draft.processed + (imported ? dice.pick([10, 40]) * 86_400 : dice.pick([0, 1, 30]));
    this.updated = this.at;
    this.tell("orders/create", this.body());
    const events = dice.pick(scene.taste === "totals" ? [0, 1, 1, 2] : [0, 1, 2, 2, 3, 4, 5]);
    for (let i = 0; i < events; i++) {
      this.at += dice.pick([0, 0, 1, 60, 3600, 86_400, 5 * 86_400, 20 * 86_400]);
      dice.pick(this.happenings())();
    }
  }

  private happenings(): (() => void)[] {
    const status = (to: string | null) => (): void => this.change({ financial_status: to });
    return [
      status("paid"),
      status("paid"),
      status("paid"),
      status("partially_paid"),
      status("partially_paid"),
      status("pending"),
      status("partially_refunded"),
      ...(this.dice.chance(30) ? [status("refunded"), status("voided"), (): void => this.cancel()] : []),
      ...Array.from({ length: 6 }, () => (): void => this.refund()),
      (): void => this.settlePending(),
      (): void => this.settlePending(),
      (): void => this.edit(),
      (): void => this.chargeback(),
      (): void => this.chargeback(),
      (): void => this.learn(),
      (): void => this.learn(),
      (): void => this.change({}),
    ];
  }

  private tell(topic: string, body: unknown): void {
    const { dice } = this;
    const trigger = this.at + dice.pick([0, 0, 0, 0, 1, 2]);
    this.told.push({
      at: this.at,
      delivery: {
        topic,
        shop: "demo.myshopify.com",
        webhookId: `${topic}-${this.draft.id}-${this.told.length}`,
        triggeredAt: iso(trigger, 0, dice.chance(20) ? dice.pick([".5", ".250", ".123456789", ".123456999"]) : ""),
        body,
      },
    });
  }

  private body(): Doc {
    const { dice, draft } = this;
    if (dice.chance(75)) this.updated = Math.max(this.updated, this.at);
    const updated = dice.chance(6) ? this.at + dice.pick([299, 300, 301, 302, 303, 400 * 86_400]) : this.updated;
    const left = new Map(draft.lines.map((line) => [line.id, line.left]));
    const lines = (draft.body["line_items"] as Doc[]).map((line) =>
      line["current_quantity"] === undefined ? line : { ...line, current_quantity: left.get(line["id"] as number) },
    );
    const body: Doc = {
      ...draft.body,
      line_items: lines,
      refunds: [...draft.refunds],
      updated_at: iso(updated, dice.pick([0, 0, 2])),
    };
    if (dice.chance(8)) body["note_attributes"] = [];
    if (dice.chance(5)) body["customer"] = dice.pick([null, {}]);
    if (dice.chance(5)) delete body["customer"];
    if (dice.chance(4)) body["discount_codes"] = [];
    // No shop moves the time of an order; the law of permutations holds even so.
    if (dice.chance(2)) body["processed_at"] = iso(someDay(dice));
    return structuredClone(body);
  }

  private change(fields: Doc): void {
    Object.assign(this.draft.body, fields);
    this.tell(fields["financial_status"] === "paid" ? "orders/paid" : "orders/updated", this.body());
  }

  private cancel(): void {
    this.draft.body["cancelled_at"] = iso(this.at);
    this.tell("orders/cancelled", this.body());
    if (this.dice.chance(20)) this.draft.body["cancelled_at"] = null;
  }

  private refund(): void {
    const { dice, draft } = this;
    const refund = refundOf(dice, draft, draft.id * 1000 + draft.refunds.length + 1, this.at);
    if (dice.chance(10)) this.tell("orders/updated", this.body());
    draft.refunds.push(refund);
    const both = dice.int(1, 100);
    if (both <= 85) this.tell("refunds/create", refund);
    if (both >= 25) this.tell("orders/updated", this.body());
    if (dice.chance(10)) draft.refunds.pop();
  }

  private settlePending(): void {
    const { dice, draft } = this;
    const last = draft.refunds.at(-1);
    if (!last) return this.refund();
    const settled = settle(dice, draft, last);
    if (dice.chance(30)) this.tell("refunds/create", settled);
    draft.refunds[draft.refunds.length - 1] = settled;
    if (dice.chance(80)) this.tell("orders/updated", this.body());
  }

  private edit(): void {
    const { dice, draft } = this;
    const line = dice.chance(50) ? draft.lines.find((one) => one.left > 0) : undefined;
    if (line) line.left -= 1;
    else addLine(dice, draft, 0);
    this.change({});
  }

  private chargeback(): void {
    const { dice, draft } = this;
    const id = draft.id * 10 + dice.int(1, 2);
    const currency = dice.pick([draft.currency, draft.currency, draft.foreign, undefined]);
    const statuses = ["needs_response", "under_review", "lost", "accepted", "won", "prevented", "charge_refunded"];
    const steps = dice.pick([1, 2, 2, 3]);
    for (let i = 0; i < steps; i++) {
      if (i > 0) this.at += dice.pick([0, 0, 60, 3 * 86_400]);
      const amount = dice.pick([1, 2, 100, 1000, 3000, 100_000]);
      const exponent = EXPONENTS[currency ?? draft.currency] ?? 2;
      const minor = exponent === 0 ? Math.round(amount / 10) : amount;
      this.tell(
        i === 0 ? "disputes/create" : "disputes/update",
        doc({
          id,
          order_id: draft.id,
          type: dice.pick(["chargeback", "chargeback", "inquiry"]),
          amount: decimalText(minor, currency ?? draft.currency),
          currency,
          status: dice.pick(i === 0 ? ["needs_response", ...statuses] : statuses),
        }),
      );
    }
  }

  /** A later body says something new of the shopper or of what brought them. */
  private learn(): void {
    const { dice, draft, scene } = this;
    const found = discounts(dice, scene);
    this.change(
      dice.pick<() => Doc>([
        () => ({ note_attributes: notes(dice, scene, draft.processed) }),
        () => ({ note_attributes: notes(dice, scene, draft.processed) }),
        () => ({ discount_codes: found.codes }),
        () => ({ email: emailOf(dice, scene.offer.partnerships) }),
        () => ({ tags: dice.pick(["", "vip", "wholesale"]) }),
        () => ({ customer: dice.pick([null, { id: 9001 }, { id: 9002 }, {}]) }),
      ])(),
    );
  }
}
