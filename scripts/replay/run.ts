import { readFileSync } from "node:fs";
import { canonicalText } from "#app/domain/kernel/text.ts";
import { startReplay } from "#app/server/replay.ts";
import { type ReplayOffer, parseReplayOffer } from "#app/services/replay/offer-document.ts";
import { type Delivery, InvalidDelivery, type Replay } from "#app/services/replay/replay.ts";
import { BadInput } from "./bad-input.ts";
import { LineFile, type LinePlace } from "./delivery-lines.ts";
import { readDelivery } from "./read-delivery.ts";
import { shuffled } from "./shuffle.ts";

export { BadInput };

/** @throws BadInput naming the file, the path in the document and the remedy */
export function readOffer(path: string): ReplayOffer {
  const parsed = parseReplayOffer(readJson(path));
  if (parsed.kind === "offer") return parsed.offer;
  throw new BadInput(
    parsed.problems.map((problem) => `${path}: ${problem.path || "the offer"}: ${problem.message}`).join("\n"),
  );
}

/**
 * Takes a whole file of deliveries. Bodies are not kept: on a tie between two of them their lines are read again.
 *
 * @throws BadInput naming the file, the line, the field and the remedy
 */
export function replayFile(
  offer: ReplayOffer,
  options: { readonly deliveries: string; readonly shuffle: string | null },
): Replay {
  const path = options.deliveries;
  const file = open(path);
  const places: LinePlace[] = [];
  const bodyAgain = (ref: number): string => {
    const place = places[ref];
    if (place === undefined) throw new Error(`no delivery ${ref}`);
    return canonicalText(readDelivery(path, place.number, file.again(place)).body);
  };
  const run = startReplay(offer, bodyAgain);
  const take = (place: LinePlace, delivery: Delivery): void => {
    try {
      run.take(delivery, places.push(place) - 1);
    } catch (error) {
      if (error instanceof InvalidDelivery) throw new BadInput(`${path}:${place.number}: ${error.field}: ${error.why}`);
      throw error;
    }
  };
  if (options.shuffle === null) for (const { place, delivery } of inFile(path, file)) take(place, delivery);
  else
    for (const { place } of shuffled(inFile(path, file).map(placed).toArray(), options.shuffle))
      take(place, readDelivery(path, place.number, file.again(place)));
  return run;
}

function* inFile(path: string, file: LineFile): Generator<{ place: LinePlace; delivery: Delivery }> {
  for (const { place, text } of file.lines()) {
    if (text.trim() === "") continue;
    yield { place, delivery: readDelivery(path, place.number, text) };
  }
}

const ORDER_TOPICS = new Set(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"]);

/** A delivery without its body, which is read again when its turn comes. */
function placed({ place, delivery }: { place: LinePlace; delivery: Delivery }) {
  const { topic, shop, body } = delivery;
  const id = body !== null && typeof body === "object" && "id" in body ? String(body.id) : "";
  return { place, bodyOf: ORDER_TOPICS.has(topic) ? `${shop} ${id}` : null };
}

function open(path: string): LineFile {
  try {
    return new LineFile(path);
  } catch (error) {
    throw new BadInput(
      `${path}: cannot be read (${error instanceof Error ? error.message : String(error)}); check the path`,
    );
  }
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new BadInput(
      `${path}: cannot be read (${error instanceof Error ? error.message : String(error)}); check the path`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput(
      `${path}: is not JSON (${error instanceof Error ? error.message : String(error)}); mend the document`,
    );
  }
}
